/** A name as written in the record, beside the plain letters that an e-mail address is made from. */
export interface Name {
  readonly written: string;
  readonly plain: string;
}

/** The people names of a country. Last names of a country differ in their plain letters: addresses rest on that. */
interface NameBook {
  readonly first: readonly Name[];
  readonly last: readonly Name[];
}

const UNFOLDED: Readonly<Record<string, string>> = { ł: 'l', ß: 'ss', ø: 'o', æ: 'ae', đ: 'd', ı: 'i' };

/** Plain lower-case letters of a Latin name: Łukasz → lukasz, O'Neil → oneil, van der Berg → vanderberg. */
function plainLetters(written: string): string {
  return written
    .toLowerCase()
    .normalize('NFD')
    .replace(/[łßøæđı]/g, (letter) => UNFOLDED[letter] ?? '')
    .replace(/[^a-z]/g, '');
}

/** Reads a list of names: separated by blanks, `_` for a blank inside a name, `/` before its plain letters. */
function readNames(list: string): readonly Name[] {
  return list.split(/\s+/).map((entry) => {
    const [own = '', spelled] = entry.split('/');
    const written = own.replaceAll('_', ' ');
    return { written, plain: spelled ?? plainLetters(written) };
  });
}

const book = (first: string, last: string): NameBook => ({
  first: readNames(first.trim()),
  last: readNames(last.trim()),
});

/** Names by ISO country code; common ones, and some that careless checks take for rubbish (Testa, Nannini, O'Neil). */
export const NAME_BOOKS = {
  US: book(
    `Emily Michael Sarah David Ashley James Jessica Robert Maria John Linda Daniel Karen Matthew Nancy Anthony Hannah Joshua
    Megan Kevin Rachel Brian Laura Tyler Grace Aaron Olivia Marcus Zoe Derek`,
    `Smith Johnson Williams O'Neil Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson Anderson
    Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen
    King Wright Scott Torres Nguyen Hill Flores Green Adams McKay Baker Hall Rivera Campbell Mitchell Carter Roberts Testerman`,
  ),
  GB: book(
    `Oliver Amelia George Isla Harry Ava Noah Emily Jack Sophie Leo Grace Arthur Freya Oscar Charlotte Henry Poppy Archie Ella
    Thomas Imogen Alfie Siân Rhys Eilidh Callum Niamh`,
    `Evans Hughes Patel O'Connor Edwards Green Wood Harrison Clarke Turner Cooper Ward Morris MacDonald Watson Bell Cox Shaw
    Mills Palmer Barnes Knight Lloyd Butler Russell Barker Fisher Holmes Dummett Chapman Rogers Webb Hunt Gibson Rees-Mogg
    Foster Dixon Pearson Grant St._John Marsh Booth`,
  ),
  DE: book(
    `Anna Lukas Sophie Maximilian Katharina Jürgen Monika Stefan Julia Tobias Claudia Andreas Sabine Björn Ursula Matthias Heike
    Jörg Franziska Sebastian Nadine Holger Käthe Florian Lea Uwe Petra Jan-Philipp`,
    `Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder
    Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner Krause Lehmann Köhler Maier von_Stetten Walter König
    Huber Kaiser Fuchs Peters Großmann Vogel Weiß Möller Jung`,
  ),
  FR: book(
    `Camille Hugo Élodie Julien Chloé Antoine Manon Nicolas Inès Mathieu Léa Thibault Aurélie François Margaux Jérôme Océane
    Guillaume Amélie Rémi Noémie Jean-Luc Zoé Benoît Anaïs Cédric Maëlle Étienne`,
    `Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Laurent Lefèvre Michel Bertrand Roux Vincent Fournier Morel
    Girard André Lefebvre-Roy Mercier Dupont Lambert Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Boyer
    de_La_Tour Chevalier Gauthier Perrin Robin Clément Morin Nicolas d'Artois`,
  ),
  NL: book(
    `Daan Emma Sem Sanne Lars Fleur Bram Anouk Thijs Lotte Jeroen Femke Pieter Maaike Ruben Saskia Joost Iris Wouter Marieke
    Stijn Eva Koen Noor Tim Roos Niels Jasmijn`,
    `de_Jong Jansen de_Vries van_der_Berg Bakker van_Dijk Visser Smit Meijer de_Boer Mulder de_Groot Bos Vos Peters Hendriks
    van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer van_der_Linden Kok Jacobs de_Haan Vermeulen
    van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn Schouten van_Beek Willems van_Vliet Hoekstra Maas Verhoeven Koster`,
  ),
  BR: book(
    `Ana João Maria Lucas Beatriz Pedro Juliana Gabriel Letícia Rafael Camila Thiago Larissa Felipe Conceição Gustavo Mariana
    Vinícius Patrícia André Fernanda Caio Aline Otávio Débora Luís Natália José`,
    `Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares
    Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes Freitas Cardoso Ramos Gonçalves
    Santana Teixeira Araújo dos_Anjos Monteiro Cavalcanti Moura`,
  ),
  JP: book(
    `太郎/taro 花子/hanako 健一/kenichi 美咲/misaki 翔太/shota 陽子/yoko 大輔/daisuke 由美/yumi 直樹/naoki さくら/sakura 拓也/takuya 恵子/keiko 蓮/ren
    愛/ai 浩/hiroshi 結衣/yui 学/manabu 真由美/mayumi 誠/makoto 千尋/chihiro 隆/takashi 葵/aoi 悠斗/yuto 明美/akemi`,
    `佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 伊藤/ito 渡辺/watanabe 山本/yamamoto 中村/nakamura 小林/kobayashi 加藤/kato 吉田/yoshida
    山田/yamada 佐々木/sasaki 山口/yamaguchi 松本/matsumoto 井上/inoue 木村/kimura 林/hayashi 斎藤/saito 清水/shimizu 山崎/yamazaki 森/mori
    池田/ikeda 橋本/hashimoto 阿部/abe 石川/ishikawa 山下/yamashita 中島/nakajima 石井/ishii 小川/ogawa 前田/maeda 岡田/okada 長谷川/hasegawa
    藤田/fujita 後藤/goto 近藤/kondo 村上/murakami 遠藤/endo 青木/aoki 坂本/sakamoto`,
  ),
  IN: book(
    `Aarav Priya Rahul Ananya Vikram Sneha Arjun Kavya Rohan Divya Sanjay Neha Aditya Pooja Karthik Meera Nikhil Lakshmi Suresh
    Ishita Manish Deepa Varun Shreya Anil Nandini`,
    `Sharma Verma Gupta Singh Kumar Reddy Iyer Nair Menon Rao Mehta Shah Joshi Kulkarni Deshmukh Banerjee Mukherjee Chatterjee Das
    Bose Kapoor Malhotra Chopra Agarwal Bhat Pillai Krishnan Subramanian Naidu Chauhan Yadav Mishra Pandey Tiwari Trivedi Desai
    Patil Saxena Sinha Ghosh`,
  ),
  PL: book(
    `Łukasz Agnieszka Paweł Małgorzata Michał Zofia Krzysztof Kinga Tomasz Joanna Wojciech Ewa Grzegorz Katarzyna Stanisław Żaneta
    Jakub Hanna Sławomir Iwona Kamil Dorota Bartłomiej Oliwia`,
    `Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski
    Mazur Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski
    Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak Sikora`,
  ),
  ES: book(
    `Lucía Hugo Martina Álvaro Paula Javier Carmen Sergio Núria Pablo Elena Íñigo Rocío Andrés Marta Jordi Beatriz Raúl Inés Óscar
    Pilar Xavier Begoña Ángel`,
    `García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Martín Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez
    Romero Alonso Gutiérrez Navarro Torres Domínguez Vázquez Ramos Gil Ramírez Serrano Blanco Molina Morales Suárez Ortega Delgado
    Castro Ortiz Rubio Marín Sanz Núñez`,
  ),
  IT: book(
    `Giulia Lorenzo Sofia Matteo Chiara Alessandro Francesca Niccolò Martina Davide Elisa Marco Federica Luca Valentina Simone
    Alessia Riccardo Ilaria Giuseppe Noemi Stefano Beatrice Andrea`,
    `Rossi Testa Nannini Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca Mancini Costa
    Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile
    Martinelli Vitale Lombardo Serra Coppola D'Angelo`,
  ),
  SE: book(
    `Elsa Oskar Astrid Göran Freja Nils Saga Björn Linnéa Håkan Alva Åke Ebba Erik Märta Anders Ingrid Mats Agnes Lars-Erik Sigrid
    Johan Tuva Per`,
    `Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Pettersson Jonsson Jansson Hansson
    Bengtsson Jönsson-Ek Lindberg Jakobsson Magnusson Lindström Olofsson Lindqvist Lindgren Berg Axelsson Bergström Lundberg Lind
    Lundgren Lundqvist Mattsson Berglund Fredriksson Sandberg Henriksson Sjöberg Forsberg Wallin Ekström Åström`,
  ),
  KR: book(
    `민준/minjun 서연/seoyeon 지훈/jihoon 수빈/subin 현우/hyunwoo 지은/jieun 도윤/doyoon 하은/haeun 성민/sungmin 유진/yujin 준서/junseo 미경/mikyung
    태현/taehyun 은지/eunji 영호/youngho 소영/soyoung 재원/jaewon 혜진/hyejin 동현/donghyun 나연/nayeon`,
    `김/kim 이/lee 박/park 최/choi 정/jung 강/kang 조/cho 윤/yoon 장/jang 임/lim 한/han 오/oh 서/seo 신/shin 권/kwon 황/hwang 안/ahn 송/song
    류/ryu 홍/hong 전/jeon 고/ko 문/moon 손/son 양/yang 배/bae 백/baek 허/heo 유/yoo 남/nam 심/shim 노/noh 하/ha 곽/kwak 성/sung 차/cha`,
  ),
  GR: book(
    `Γιώργος/giorgos Μαρία/maria Κώστας/kostas Ελένη/eleni Νίκος/nikos Κατερίνα/katerina Δημήτρης/dimitris Σοφία/sofia Γιάννης/giannis
    Βασιλική/vasiliki Παναγιώτης/panagiotis Αγγελική/angeliki Χρήστος/christos Δέσποινα/despoina Σπύρος/spyros Ιωάννα/ioanna`,
    `Παπαδόπουλος/papadopoulos Γεωργίου/georgiou Δημητρίου/dimitriou Οικονόμου/oikonomou Παπαγεωργίου/papageorgiou
    Νικολάου/nikolaou Βασιλείου/vasileiou Παππάς/pappas Καραγιάννης/karagiannis Αντωνίου/antoniou Αγγελόπουλος/angelopoulos
    Μακρής/makris Κωνσταντίνου/konstantinou Ιωάννου/ioannou Αλεξίου/alexiou Σαμαράς/samaras Χατζής/chatzis Ζαχαρίου/zachariou
    Μιχαηλίδης/michailidis Τσιρίγος/tsirigos`,
  ),
} as const satisfies Readonly<Record<string, NameBook>>;

/** ISO codes of the countries the population lives in. */
export type CountryCode = keyof typeof NAME_BOOKS;
