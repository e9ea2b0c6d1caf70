"""Words beside which the data of a person stand, in the programme's languages: patterns. Pure."""

from typing import Final

# Behind these (and a name in capitals) somebody is named.
TITLES: Final = (
    r"Mr|Mrs|Ms|Miss|Mx|Sir|Dr|Prof|Herr|Herrn|Frau|Monsieur|Madame|Mme|Mlle|Señor|Señora|Srta|Sra|Sr|Doña|Dña|"
    r"Signor|Signora|Sig|Dott|Dottoressa|Senhor|Senhora|Dra|Exma|Gospodin|Gospođa|gospodin|gospođa|gđa|gosp|"
    r"господин|госпођа|господин|госпожа|г-н|г-жа|г-ђа|пан|пані|Pan|Pani|Κύριος|Κυρία|κύριος|κυρία|κ|κα|Mevrouw|"
    r"Meneer|"
    r"Dhr|Mevr|Fru|Hr|Zoti|Zonja|Sayın|Bay|Bayan|Senyor|Senyora|Domnul|Doamna"
)
# Scripts without capitals: the title alone tells that a name follows.
TITLES_UNCASED: Final = r"السيد|السيدة|الآنسة|الدكتور|الدكتورة|מר|גברת|גב'"

# What is said of one person and is nobody's business: age, origin and status, health, faith, family, money.
DETAILS: Final = (
    r"aged \d{1,2}|\d{1,2}[- ]years?[- ]old|asylum[- ]seeker|undocumented|illegally|diagnosed|HIV|depress\w+|"
    r"pregnant|"
    r"disabled|convicted|divorced|widow\w*|"
    r"(?:his|her) (?:wife|husband|son|daughter|children|family|illness|religion|salary)|"
    r"(?:mother|father) of (?:\w+)|a (?:Muslim|Jew|Jewish|Christian|refugee|Roma)\b|raped|trafficked|"
    r"âgée? de|\d{1,2} ans\b|demandeu\w+ d['’]asile|sans[- ]papiers|enceinte|handicapée?|divorcée?|veu(?:f|ve)|"
    r"(?:son|sa|ses) (?:mari|femme|épouse|fils|fille|enfants|maladie|religion|salaire)|(?:mère|père) de|"
    r"réfugiée? (?:de|d['’]|politique)|"
    r"\d{1,2} Jahre alt|\d{1,2}-jährig\w*|Asylbewerber\w*|Asylsuchend\w*|schwanger|behindert|geschieden|verwitwet|"
    r"vorbestraft|"
    r"(?:seine|ihre|ihr|sein) (?:Frau|Mann|Sohn|Tochter|Kinder|Krankheit|Religion|Gehalt)|geflüchtet aus|"
    r"Flüchtling aus|"
    r"de \d{1,2} años|solicitante de asilo|sin papeles|embarazada|divorciad[oa]|viud[oa]|madre de|padre de|"
    r"refugiad[oa] de|"
    r"su (?:marido|esposa|mujer|hijo|hija|enfermedad|religión|sueldo)|"
    r"di \d{1,2} anni|richiedente asilo|incinta|divorziat[oa]|vedov[oa]|rifugiat[oa]|"
    r"su[oa] (?:marito|moglie|figlio|figlia|malattia)|"
    r"de \d{1,2} anos|requerente de asilo|grávida|divorciad[oa]|viúv[oa]|mãe de|pai de|o seu marido|a sua mulher|"
    r"\d{1,2} godin[ae]|tražila?c azila|izbeglic\w+ iz|razveden\w*|udov\w+|trudn\w+|majka \w+|"
    r"njen\w* (?:muž|sin|kćerk\w+|bolest)|"
    r"\d{1,2} годин[ае]|тражила?ц азила|избеглиц\w+ из|разведен\w*|мајка \w+|\d{1,2} (?:лет|года|років|роки)|"
    r"беженк?\w+ из|беремен\w+|"
    r"\d{1,2} ετών|χρονών|αιτ\w+ άσυλο|έγκυος|διαζευγμέν\w+|\d{1,2} yaşında\w*|sığınmacı|hamile|boşanmış|"
    r"\d{1,2} år gammel|\d{1,2} år gammal|asylsøker|asylsökande|gravid|\d{1,2} jaar oud|asielzoeker|zwanger|"
    r"\d{1,2}-letni\w*|"
    r"عمره|عمرها|لاجئ\w* من|מבקש\w* מקלט"
)
BORN: Final = (
    r"born(?: on)?|date of birth|birth ?date|d\.?o\.?b\.?|né\(?e?\)? le|date de naissance|geboren(?: am)?|geb\.|"
    r"Geburtsdatum|"
    r"nacid[oa] el|nació el|fecha de nacimiento|nat[oa] il|data di nascita|nascid[oa] (?:a|em)|nasceu (?:a|em)|"
    r"data de nascimento|rođen\w*|datum rođenja|рођен\w*|датум рођења|родил\w+|дата рождения|народи[вл]\w+|"
    r"дата народження|"
    r"γεννήθηκε|γεννημέν\w+|ημερομηνία γέννησης|doğum tarihi|doğdu|doğumlu|urodzon\w+|data urodzenia|født|född|"
    r"geboren op|"
    r"nascut el|nascuda el|data de naixement|syntynyt|i lindur|datëlindja|تاريخ الميلاد|مواليد|ولدت?(?: في)?|"
    r"תאריך לידה|"
    r"生年月日|出生日期|出生"
)
PHONES: Final = (
    r"tel|tél|telephone|téléphone|phone|mobile|mob|cell|fax|telefon|teléfono|telefono|telefone|telèfon|móvil|"
    r"telemóvel|"
    r"cellulare|portable|handy|gsm|whatsapp|viber|τηλ|τηλέφωνο|тел|телефон|моб|puhelin|telefoni|هاتف|جوال|טלפון|"
    r"نمبر|電話|电话"
)
LIVES: Final = (
    r"lives? (?:at|in)|living at|resid(?:es|ing) at|home address|private address|habite\b|domiciliée?|demeurant|"
    r"wohnt|wohnhaft|"
    r"Privatadresse|vive en|domicilio|reside en|abita in|residente in|mora na|reside na|residente na|živi u|"
    r"stanuje|adresa stanovanja|"
    r"живи у|станује|проживає|проживает|живёт|мешкає|διαμένει|κατοικεί|oturuyor|ikamet|mieszka|bor i|bor på|asuu|"
    r"woont"
)
STREETS: Final = (
    r"\b\d{1,4}[a-zA-Z]?,? (?:[A-Z]\w+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Square|Drive|Close|Court|Terrace)\b|"
    r"\b\d{1,4},? ?(?:bis |ter )?,? ?(?:rue|avenue|av\.|boulevard|bd|impasse|chemin|quai|allée) |"
    r"\b[A-ZÄÖÜ][\w\-]*(?:straße|strasse|str\.|weg|platz|gasse|allee)\s\d{1,4}|"
    r"\b(?:[Cc]alle|[Cc]/|[Aa]vda\.?|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Rr]ua|[Aa]venida|[Tt]ravessa|[Cc]arrer)\s"
    r"(?:[\w.'’]+\s?){1,5},?\s?(?:n[º°.]?\s?)?\d{1,4}|"
    r"\b(?:ul\.|ulic[aiu]|ул\.|улиц[аеиу]|вул\.|вулиц[яі]|бул\.)\s(?:[\w.]+\s?){1,4}\d{1,4}|"
    r"\b(?:οδός|οδό)\s(?:\w+\s){1,3}\d{1,4}|"
    r"\b\w+(?:gatan|vägen|gata|gate|veien|vegen|vej|gade|straat|laan|katu)\s\d{1,4}|"
    r"\b\w+ (?:Sokak|Sokağı|Caddesi|Sok\.|Cad\.)|"
    r"شارع\s\w+"
)
# Mailboxes of an office, not of a person.
OFFICE_NAMES: Final = """
    info office contact mail hello admin press secretary secretariat
    reception team support service kontakt post postmottak stadt rathaus
    integration contacto informacion ayuntamiento correo informazioni segreteria comune geral
    camara accueil mairie secretariat-general kancelarija pisarnica diversity migration interculturalcities
    urzad gemeente webmaster
"""
OFFICES: Final = frozenset(OFFICE_NAMES.split())
