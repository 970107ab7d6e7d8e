/** HubSpot's default company properties: name, label, type and field type, group, flags (seeds.ts explains them). */
export const COMPANY_PROPERTIES = `
address | Street Address | string text | companyinformation
annualrevenue | Annual Revenue | number number | companyinformation
city | City | string text | companyinformation
country | Country/Region | string text | companyinformation
createdate | Create Date | datetime date | companyinformation | r
description | Description | string textarea | companyinformation
domain | Company Domain Name | string text | companyinformation
founded_year | Year Founded | string text | companyinformation
hs_additional_domains | Additional Domains | enumeration checkbox | companyinformation
hs_last_sales_activity_timestamp | Last Engagement Date | datetime date | companyinformation | r
hs_lastmodifieddate | Last Modified Date | datetime date | companyinformation | r
hs_merged_object_ids | Merged Company IDs | enumeration checkbox | companyinformation | rh
hs_object_id | Record ID | number number | companyinformation | r
hs_object_source | Record source | enumeration select | companyinformation | rh
hs_object_source_id | Record source ID | string text | companyinformation | rh
hs_object_source_label | Record source label | enumeration select | companyinformation | r
hs_parent_company_id | Parent Company | number number | companyinformation | h
hs_sales_email_last_replied | Recent Sales Email Replied Date | datetime date | companyinformation | r
hs_updated_by_user_id | Updated by user ID | number number | companyinformation | rh
hubspot_owner_assigneddate | Owner Assigned Date | datetime date | companyinformation | r
hubspot_owner_id | Company owner | enumeration select | companyinformation | x
industry | Industry | enumeration select | companyinformation
lifecyclestage | Lifecycle Stage | enumeration radio | companyinformation
linkedin_company_page | LinkedIn Company Page | string text | companyinformation
name | Company name | string text | companyinformation
notes_last_contacted | Last Contacted | datetime date | companyinformation | r
notes_last_updated | Last Activity Date | datetime date | companyinformation | r
notes_next_activity_date | Next Activity Date | datetime date | companyinformation | r
num_associated_contacts | Number of Associated Contacts | number number | companyinformation | r
num_associated_deals | Number of Associated Deals | number number | companyinformation | r
num_contacted_notes | Number of times contacted | number number | companyinformation | r
num_notes | Number of Sales Activities | number number | companyinformation | r
numberofemployees | Number of Employees | number number | companyinformation
phone | Phone Number | string phonenumber | companyinformation
recent_conversion_date | Recent Conversion Date | datetime date | companyinformation | r
state | State/Region | string text | companyinformation
type | Type | enumeration radio | companyinformation
website | Website URL | string text | companyinformation
zip | Postal Code | string text | companyinformation
`;
