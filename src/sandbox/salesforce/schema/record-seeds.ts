const SYSTEM = `
Id id * ro
IsDeleted boolean ro label:Deleted
CreatedDate datetime * ro default
CreatedById reference * ro default ->User:CreatedBy
LastModifiedDate datetime * ro default
LastModifiedById reference * ro default ->User:LastModifiedBy
SystemModstamp datetime * ro default
LastActivityDate date ro
LastViewedDate datetime ro
LastReferencedDate datetime ro
`;

const MULTI_CURRENCY = 'CurrencyIsoCode picklist 3 default';

function address(prefix: string): string {
  const compound = `${prefix}Address`;
  return `
${prefix}Street textarea 255 in:${compound}
${prefix}City string 40 in:${compound}
${prefix}State string 80 in:${compound}
${prefix}PostalCode string 20 in:${compound}
${prefix}Country string 80 in:${compound}
${compound} address ro
`;
}

const PERSON = `
LastName string 80 * in:Name
FirstName string 40 in:Name
Salutation picklist 40 in:Name =salutation
Name string 121 * ro default name label:Full_Name
Title string 128
Email email 80
Phone phone 40
MobilePhone phone 40
Fax phone 40
LeadSource picklist =source
Description textarea 32000
EmailBouncedReason string 255
EmailBouncedDate datetime
HasOptedOutOfEmail boolean
DoNotCall boolean
Jigsaw string 20
PhotoUrl url 255 ro
`;

const LEAD = `${SYSTEM}
MasterRecordId reference ro ->Lead:MasterRecord
OwnerId reference * default ->Group,User:Owner
${PERSON}
Company string 255 *
${address('')}
Website url 255
Industry picklist =industry
Rating picklist =rating
Status picklist * default =status
AnnualRevenue currency 18.0
NumberOfEmployees int
IsConverted boolean ro default label:Converted
ConvertedDate date ro
ConvertedAccountId reference ro ->Account:ConvertedAccount
ConvertedContactId reference ro ->Contact:ConvertedContact
ConvertedOpportunityId reference ro ->Opportunity:ConvertedOpportunity
IsUnreadByOwner boolean default
`;

const CONTACT = `${SYSTEM}
MasterRecordId reference ro ->Contact:MasterRecord
OwnerId reference * default ->User:Owner
AccountId reference ->Account:Account
${PERSON}
HomePhone phone 40
OtherPhone phone 40
AssistantName string 40
AssistantPhone phone 40
Department string 80
ReportsToId reference ->Contact:ReportsTo
Birthdate date
IsEmailBounced boolean ro
${address('Mailing')}
${address('Other')}
`;

const ACCOUNT = `${SYSTEM}
MasterRecordId reference ro ->Account:MasterRecord
OwnerId reference * default ->User:Owner
Name string 255 * name label:Account_Name
Type picklist =accountType
ParentId reference ->Account:Parent
Industry picklist =industry
Rating picklist =rating
AnnualRevenue currency 18.0
NumberOfEmployees int
Phone phone 40
Fax phone 40
Website url 255
AccountNumber string 40
AccountSource picklist =source
Description textarea 32000
PhotoUrl url 255 ro
${address('Billing')}
${address('Shipping')}
`;

const OPPORTUNITY = `${SYSTEM}
OwnerId reference * default ->User:Owner
AccountId reference ->Account:Account
Name string 120 * name
StageName picklist * =stage label:Stage
Amount currency 18.2
Probability percent 3.0
ExpectedRevenue currency 18.2 ro
CloseDate date *
Type picklist =opportunityType
NextStep string 255
LeadSource picklist =source
IsClosed boolean ro
IsWon boolean ro
ForecastCategory picklist 40 * ro default =forecast restricted
ForecastCategoryName picklist default =forecastName
ContactId reference once ->Contact:Contact
HasOpportunityLineItem boolean ro
HasOpenActivity boolean ro
HasOverdueTask boolean ro
FiscalYear int ro
FiscalQuarter int ro
Fiscal string 6 ro
Description textarea 32000
LastStageChangeDate datetime ro
PushCount int ro
`;

/** Seeds of the four objects with records, for an organization with one or with several currencies. */
export function recordSeeds(multiCurrency: boolean): Readonly<Record<string, string>> {
  const more = multiCurrency ? MULTI_CURRENCY : '';
  return {
    Lead: `${LEAD}\n${more}`,
    Contact: `${CONTACT}\n${more}`,
    Account: `${ACCOUNT}\n${more}`,
    Opportunity: `${OPPORTUNITY}\n${more}`,
  };
}
