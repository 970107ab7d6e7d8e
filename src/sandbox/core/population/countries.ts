import type { CountryCode } from './names.ts';

/** What a record of a country looks like. Telephone patterns: N stands for 2–9, X for 0–9, [..] for one of the digits. */
export interface Country {
  readonly code: CountryCode;
  /** The country as people type it into a text field. */
  readonly label: string;
  /** Its part of the companies. */
  readonly weight: number;
  readonly cities: readonly string[];
  /** Domain endings of its companies, all in the public list. */
  readonly endings: readonly string[];
  readonly legalForms: readonly string[];
  readonly currency: string;
  /** Office numbers in E.164, all valid for libphonenumber. */
  readonly office: readonly string[];
  /** Mobile numbers in E.164, all valid for libphonenumber. */
  readonly mobile: readonly string[];
}

/** The countries, largest part first. */
export const COUNTRIES: readonly Country[] = [
  {
    code: 'US',
    label: 'United States',
    weight: 30,
    cities: ['New York', 'San Francisco', 'Chicago', 'Boston', 'Seattle', 'Austin', 'Denver', 'Atlanta'],
    endings: ['com', 'com', 'com', 'io', 'co', 'us'],
    legalForms: ['Inc.', 'LLC', 'Corp.', 'Co.'],
    currency: 'USD',
    office: ['+1212[2346789]XXXXXX', '+1415[2346789]XXXXXX', '+1312[2346789]XXXXXX', '+1512[2346789]XXXXXX'],
    mobile: ['+1617[2346789]XXXXXX', '+1206[2346789]XXXXXX', '+1303[2346789]XXXXXX', '+1404[2346789]XXXXXX'],
  },
  {
    code: 'DE',
    label: 'Germany',
    weight: 14,
    cities: ['Berlin', 'München', 'Hamburg', 'Köln', 'Frankfurt am Main', 'Stuttgart', 'Leipzig'],
    endings: ['de', 'de', 'com'],
    legalForms: ['GmbH', 'AG', 'GmbH & Co. KG', 'KG'],
    currency: 'EUR',
    office: ['+4930[2-9]XXXXXXX', '+4989[2-9]XXXXXXX', '+4940[2-9]XXXXXXX'],
    mobile: ['+49151[1-7]XXXXXXX', '+49160[1-9]XXXXXX'],
  },
  {
    code: 'GB',
    label: 'United Kingdom',
    weight: 12,
    cities: ['London', 'Manchester', 'Edinburgh', 'Bristol', 'Leeds', 'Cardiff'],
    endings: ['co.uk', 'co.uk', 'com', 'uk'],
    legalForms: ['Ltd', 'plc', 'LLP'],
    currency: 'GBP',
    office: ['+44203XXXXXXX', '+44207[1-9]XXXXXX', '+441612XXXXXX'],
    mobile: ['+447712XXXXXX', '+447801XXXXXX', '+447900XXXXXX'],
  },
  {
    code: 'FR',
    label: 'France',
    weight: 8,
    cities: ['Paris', 'Lyon', 'Marseille', 'Toulouse', 'Nantes', 'Lille'],
    endings: ['fr', 'fr', 'com'],
    legalForms: ['SAS', 'SARL', 'SA'],
    currency: 'EUR',
    office: ['+3314[2-9]XXXXXX', '+3347[2-9]XXXXXX'],
    mobile: ['+336[1-2]XXXXXXX'],
  },
  {
    code: 'NL',
    label: 'Netherlands',
    weight: 6,
    cities: ['Amsterdam', 'Rotterdam', 'Utrecht', 'Eindhoven', "'s-Hertogenbosch"],
    endings: ['nl', 'nl', 'com'],
    legalForms: ['B.V.', 'N.V.'],
    currency: 'EUR',
    office: ['+3120[2-7]XXXXXX', '+3110[2-4]XXXXXX'],
    mobile: ['+316[1-4]XXXXXXX'],
  },
  {
    code: 'BR',
    label: 'Brazil',
    weight: 6,
    cities: ['São Paulo', 'Rio de Janeiro', 'Belo Horizonte', 'Curitiba'],
    endings: ['com.br', 'com.br', 'com'],
    legalForms: ['Ltda.', 'S.A.'],
    currency: 'BRL',
    office: ['+55113[1-9]XXXXXX', '+55213[1-9]XXXXXX'],
    mobile: ['+55119[6-9]XXXXXXX', '+55219[6-9]XXXXXXX'],
  },
  {
    code: 'JP',
    label: 'Japan',
    weight: 5,
    cities: ['Tokyo', '大阪市', 'Nagoya', 'Fukuoka', 'Sapporo'],
    endings: ['co.jp', 'jp', 'com'],
    legalForms: ['K.K.', 'G.K.'],
    currency: 'JPY',
    office: ['+813[3-6]XXXXXXX', '+816[6]XXXXXXX'],
    mobile: ['+8190[1-9]XXXXXXX', '+8180[1-9]XXXXXXX'],
  },
  {
    code: 'IN',
    label: 'India',
    weight: 5,
    cities: ['Bengaluru', 'Mumbai', 'Pune', 'Hyderabad', 'Chennai'],
    endings: ['in', 'co.in', 'com'],
    legalForms: ['Pvt. Ltd.', 'Limited'],
    currency: 'INR',
    office: ['+91222[2-8]XXXXXX', '+91802[2-8]XXXXXX'],
    mobile: ['+9198XXXXXXXX', '+9199XXXXXXXX'],
  },
  {
    code: 'PL',
    label: 'Poland',
    weight: 3,
    cities: ['Warszawa', 'Kraków', 'Łódź', 'Wrocław', 'Gdańsk'],
    endings: ['pl', 'com.pl'],
    legalForms: ['sp. z o.o.', 'S.A.'],
    currency: 'PLN',
    office: ['+48226XXXXXX', '+48126XXXXXX'],
    mobile: ['+48601XXXXXX', '+48692XXXXXX'],
  },
  {
    code: 'ES',
    label: 'Spain',
    weight: 3,
    cities: ['Madrid', 'Barcelona', 'Valencia', 'Bilbao', 'Málaga'],
    endings: ['es', 'es', 'com'],
    legalForms: ['S.L.', 'S.A.'],
    currency: 'EUR',
    office: ['+34915XXXXXX', '+34934XXXXXX'],
    mobile: ['+346[1-5]XXXXXXX'],
  },
  {
    code: 'IT',
    label: 'Italy',
    weight: 3,
    cities: ['Milano', 'Roma', 'Torino', 'Bologna', 'Forlì'],
    endings: ['it', 'it', 'com'],
    legalForms: ['S.r.l.', 'S.p.A.'],
    currency: 'EUR',
    office: ['+3902[4-8]XXXXXXX', '+3906[4-5]XXXXXXX'],
    mobile: ['+39347XXXXXXX', '+39335XXXXXXX'],
  },
  {
    code: 'SE',
    label: 'Sweden',
    weight: 2,
    cities: ['Stockholm', 'Göteborg', 'Malmö', 'Umeå'],
    endings: ['se', 'com'],
    legalForms: ['AB'],
    currency: 'SEK',
    office: ['+468[5]XXXXXXX', '+468[6]XXXXXX'],
    mobile: ['+4670[2-9]XXXXXX', '+4673[2-9]XXXXXX'],
  },
  {
    code: 'KR',
    label: 'South Korea',
    weight: 2,
    cities: ['Seoul', 'Busan', '인천'],
    endings: ['co.kr', 'kr', 'com'],
    legalForms: ['Co., Ltd.'],
    currency: 'KRW',
    office: ['+822[2-6]XXXXXXX'],
    mobile: ['+8210[2-4]XXXXXXX'],
  },
  {
    code: 'GR',
    label: 'Greece',
    weight: 1,
    cities: ['Αθήνα', 'Thessaloniki', 'Patras'],
    endings: ['gr', 'com'],
    legalForms: ['A.E.', 'E.P.E.'],
    currency: 'EUR',
    office: ['+30210[3-9]XXXXXX'],
    mobile: ['+30697[2-9]XXXXXX', '+30694[4-9]XXXXXX'],
  },
];
