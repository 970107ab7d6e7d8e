/** HubSpot's default contact properties: name, label, type and field type, group, flags (seeds.ts explains them). */
export const CONTACT_PROPERTIES = `
address | Street Address | string text | contactinformation
annualrevenue | Annual Revenue | string text | contactinformation
associatedcompanyid | Associated Company ID | number number | contactinformation | h
city | City | string text | contactinformation
closedate | Close Date | datetime date | deal_information
company | Company Name | string text | contactinformation
country | Country/Region | string text | contactinformation
createdate | Create Date | datetime date | contactinformation | r
days_to_close | Days To Close | number number | deal_information | rc
email | Email | string text | contactinformation
fax | Fax Number | string text | contactinformation
first_conversion_date | First Conversion Date | datetime date | contact_activity | rc
firstname | First Name | string text | contactinformation
hs_additional_emails | Additional email addresses | enumeration select | contactinformation | rch
hs_all_contact_vids | All vids for a contact | enumeration checkbox | contactinformation | rch
hs_all_owner_ids | All owner ids | enumeration select | contactinformation | rhx
hs_analytics_source | Original Source | enumeration select | analyticsinformation
hs_buying_role | Buying Role | enumeration checkbox | deal_information
hs_calculated_merged_vids | Merged vids with timestamps of a contact | enumeration select | contactinformation | rch
hs_calculated_phone_number | Calculated Phone Number in International Format | string text | contactinformation | rch
hs_created_by_user_id | Created by user ID | number number | contactinformation | rh
hs_email_bounce | Marketing emails bounced | number number | emailinformation | r
hs_email_customer_quarantined_reason | Email address quarantine reason | string textarea | emailinformation | rh
hs_email_domain | Email Domain | string text | contactinformation | rc
hs_email_hard_bounce_reason_enum | Email hard bounce reason | enumeration radio | emailinformation | r
hs_email_last_click_date | Last marketing email click date | datetime date | emailinformation | r
hs_email_last_open_date | Last marketing email open date | datetime date | emailinformation | r
hs_email_last_reply_date | Last marketing email reply date | datetime date | emailinformation | r
hs_email_last_send_date | Last marketing email send date | datetime date | emailinformation | r
hs_email_optout | Unsubscribed from all email | bool booleancheckbox | emailinformation | r
hs_email_quarantined | Email Address Quarantined | bool booleancheckbox | emailinformation | r
hs_first_outreach_date | First outreach date | datetime date | sales_properties | r
hs_full_name_or_email | Full name or email | string text | contactinformation | rch
hs_is_contact | Is a contact | bool calculation_read_time | contactinformation | rch
hs_is_unworked | Contact unworked | bool calculation_equation | sales_properties | rc
hs_language | Preferred language | string text | contactinformation
hs_last_sales_activity_date | last sales activity date old | datetime date | contactinformation | rh
hs_last_sales_activity_timestamp | Last Engagement Date | datetime date | contact_activity | r
hs_lead_status | Lead Status | enumeration radio | sales_properties
hs_marketable_status | Marketing contact status | enumeration booleancheckbox | contactinformation | r
hs_merged_object_ids | Merged object IDs | enumeration checkbox | contactinformation | rh
hs_object_id | Contact ID | number number | contactinformation | rc
hs_object_source | Record source | enumeration select | contactinformation | rh
hs_object_source_id | Record source ID | string text | contactinformation | rh
hs_object_source_label | Record source label | enumeration select | contactinformation | r
hs_persona | Persona | enumeration select | contactinformation
hs_pipeline | Pipeline | enumeration select | contactinformation | rhx
hs_sa_first_engagement_date | Date of first engagement | datetime date | contactinformation | rh
hs_sa_first_engagement_descr | Description of first engagement | enumeration select | contactinformation | rch
hs_sa_first_engagement_object_type | Type of first engagement | enumeration select | contactinformation | rch
hs_sales_email_last_clicked | Recent Sales Email Clicked Date | datetime date | contact_activity | r
hs_sales_email_last_opened | Recent Sales Email Opened Date | datetime date | contact_activity | r
hs_sales_email_last_replied | Recent Sales Email Replied Date | datetime date | contact_activity | r
hs_searchable_calculated_phone_number | Calculated Phone Number without country code | phone_number phonenumber | contactinformation | rch
hs_time_to_first_engagement | Lead response time | number number | contactinformation | rch
hs_updated_by_user_id | Updated by user ID | number number | contactinformation | rh
hs_user_ids_of_all_owners | User IDs of all owners | enumeration checkbox | contactinformation | rh
hubspot_owner_assigneddate | Owner Assigned Date | datetime date | sales_properties | r
hubspot_owner_id | Contact owner | enumeration select | sales_properties | x
hubspot_team_id | HubSpot Team | enumeration select | sales_properties | rx
hubspotscore | HubSpot Score | number calculation_score | sales_properties | rc
industry | Industry | string text | contactinformation
jobtitle | Job Title | string text | contactinformation
lastmodifieddate | Last Modified Date | datetime date | contactinformation | r
lastname | Last Name | string text | contactinformation
lifecyclestage | Lifecycle Stage | enumeration radio | contactinformation
message | Message | string textarea | contactinformation
mobilephone | Mobile Phone Number | string text | contactinformation
notes_last_contacted | Last Contacted | datetime date | contact_activity | r
notes_last_updated | Last Activity Date | datetime date | contact_activity | r
notes_next_activity_date | Next Activity Date | datetime date | contact_activity | r
num_associated_deals | Number of Associated Deals | number number | deal_information | r
num_contacted_notes | Number of times contacted | number number | contact_activity | r
num_notes | Number of Sales Activities | number number | contact_activity | r
numemployees | Number of Employees | enumeration select | contactinformation
phone | Phone Number | string text | contactinformation
recent_conversion_date | Recent Conversion Date | datetime date | conversioninformation | rc
salutation | Salutation | string text | contactinformation
state | State/Region | string text | contactinformation
website | Website URL | string text | contactinformation
zip | Postal Code | string text | contactinformation
`;
