const STAMPS = `
IsDeleted boolean ro label:Deleted
CreatedDate datetime * ro default
CreatedById reference * ro default ->User:CreatedBy
LastModifiedDate datetime * ro default
LastModifiedById reference * ro default ->User:LastModifiedBy
SystemModstamp datetime * ro default
`;

const ACTIVITY = `Id id * ro
WhoId reference ->Contact,Lead:Who
WhatId reference ->Account,Opportunity:What
AccountId reference ro ->Account:Account
OwnerId reference * default ->User:Owner
Subject string 255
ActivityDate date
Description textarea 32000
IsArchived boolean ro
${STAMPS}`;

const HISTORY = `Id id * ro
IsDeleted boolean ro
CreatedDate datetime * ro default
CreatedById reference * ro default ->User:CreatedBy
Field picklist * ro
DataType picklist ro
OldValue string 255 ro
NewValue string 255 ro
`;

/** Seeds of children, setup objects and people. */
export const OTHER_SEEDS: Readonly<Record<string, string>> = {
  Task: `${ACTIVITY}
Status picklist * default =taskStatus
Priority picklist * default =priority
IsClosed boolean ro
IsHighPriority boolean ro
CompletedDateTime datetime ro
TaskSubtype picklist once
`,
  Event: `${ACTIVITY}
StartDateTime datetime
EndDateTime datetime
DurationInMinutes int
IsAllDayEvent boolean
Location string 255
`,
  OpportunityHistory: `Id id * ro
OpportunityId reference * ro ->Opportunity:Opportunity
StageName picklist ro =stage
Amount currency 18.2 ro
ExpectedRevenue currency 18.2 ro
CloseDate date ro
Probability percent 3.0 ro
ForecastCategory picklist ro =forecast
PrevAmount currency 18.2 ro
PrevCloseDate date ro
IsDeleted boolean ro
CreatedDate datetime * ro default
CreatedById reference * ro default ->User:CreatedBy
SystemModstamp datetime * ro default
`,
  LeadHistory: `${HISTORY}
LeadId reference * ro ->Lead:Lead
`,
  OpportunityContactRole: `Id id * ro
OpportunityId reference * once ->Opportunity:Opportunity
ContactId reference * once ->Contact:Contact
Role picklist =role
IsPrimary boolean
${STAMPS}`,
  User: `Id id * ro
Username string 80 *
LastName string 80 * in:Name
FirstName string 40 in:Name
Name string 121 * ro name label:Full_Name
Email email 128 *
IsActive boolean label:Active
UserType picklist ro
ManagerId reference ->User:Manager
Title string 80
TimeZoneSidKey picklist *
CreatedDate datetime * ro default
LastModifiedDate datetime * ro default
SystemModstamp datetime * ro default
`,
  Group: `Id id * ro
Name string 40 * name
DeveloperName string 80
Type picklist *
Email email 128
CreatedDate datetime * ro default
LastModifiedDate datetime * ro default
SystemModstamp datetime * ro default
`,
  Name: `Id id * ro
Name string 255 ro name
FirstName string 40 ro
LastName string 80 ro
Type picklist ro
Email email 128 ro
IsActive boolean ro
Username string 80 ro
Title string 128 ro
`,
  OpportunityStage: `Id id * ro
MasterLabel string 255 ro name
ApiName string 255 ro
IsActive boolean ro
SortOrder int ro
IsClosed boolean ro
IsWon boolean ro
ForecastCategory picklist * ro =forecast
ForecastCategoryName picklist * ro =forecastName
DefaultProbability percent 3.0 ro
Description string 255 ro
CreatedDate datetime * ro
LastModifiedDate datetime * ro
SystemModstamp datetime * ro
`,
  LeadStatus: `Id id * ro
MasterLabel string 255 ro name
ApiName string 255 ro
SortOrder int ro
IsDefault boolean ro
IsConverted boolean ro
CreatedDate datetime * ro
LastModifiedDate datetime * ro
SystemModstamp datetime * ro
`,
  RecordType: `Id id * ro
Name string 80 * name
DeveloperName string 80 *
SobjectType picklist *
IsActive boolean
BusinessProcessId reference
Description string 255
CreatedDate datetime * ro
LastModifiedDate datetime * ro
SystemModstamp datetime * ro
`,
  BusinessProcess: `Id id * ro
Name string 80 * name
TableEnumOrId picklist *
IsActive boolean
Description string 255
`,
  Organization: `Id id * ro
Name string 80 * name
OrganizationType picklist ro
InstanceName string 5 ro
IsSandbox boolean ro
TimeZoneSidKey picklist *
DefaultLocaleSidKey picklist *
LanguageLocaleKey picklist *
NamespacePrefix string 15 ro
CreatedDate datetime * ro
`,
  PermissionSet: `Id id * ro
Name string 80 * name
Label string 80 *
Description string 255
IsCustom boolean ro
IsOwnedByProfile boolean ro
CreatedDate datetime * ro
SystemModstamp datetime * ro
`,
  PermissionSetAssignment: `Id id * ro
AssigneeId reference * once ->User:Assignee
PermissionSetId reference * once ->PermissionSet:PermissionSet
IsActive boolean ro
SystemModstamp datetime * ro
`,
  CurrencyType: `Id id * ro
IsoCode picklist * name
ConversionRate double 18.6 *
DecimalPlaces int *
IsActive boolean
IsCorporate boolean
SystemModstamp datetime * ro
`,
};
