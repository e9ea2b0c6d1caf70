"""The words that web pages print around records, in the languages of the programme's pages: a table. Pure.

Each entry is a pattern for a whole line, in small letters; accents as printed.
"""

from typing import Final

# The link from a teaser to the whole text.
READ_MORE: Final = r"""
    read\s*more
    learn more
    find out more
    see more
    view more
    show more
    continue reading
    more info(?:rmation)?
    lire (?:la suite|plus|davantage)
    (?:en )?savoir plus
    voir plus
    la suite
    weiter ?lesen
    mehr (?:lesen|erfahren|dazu)
    leer más
    ver más
    seguir leyendo
    más información
    saber más
    (?:saiba|ler|leia|ver) mais
    leggi (?:tutto|di più|ancora)
    continua a leggere
    scopri di più
    (?:llegir|llegeix)(?:-ne)? més
    lees (?:meer|verder)
    meer lezen
    läs (?:mer|vidare)
    les (?:mer|videre)
    læs mere
    lue lisää
    irakurri gehiago
    gehiago irakurri
    czytaj (?:więcej|dalej)
    pročitaj(?:te)? (?:više|još)
    saznaj(?:te)? više
    opširnije
    detaljnije
    lexo(?:ni)? (?:më )?(?:shumë|tepër)
    më shumë
    devamını oku
    daha fazla(?:sı)?
    διαβάστε περισσότερα
    περισσότερα
    читати далі
    детальніше
    докладніше
    прочитај(?:те)? (?:више|још)
    опширније
    детаљније
    подробнее
    читать далее
    прочети още
    citește mai (?:mult|departe)
    tovább(?: olvasom)?
    číst (?:dále|více)
    čítať ďalej
    preberi več
    loe edasi
    lasīt vairāk
    skaityti daugiau
    اقرأ المزيد
    קרא עוד
    もっと(?:読む|見る)
    続きを読む
    자세히 보기
    더 보기
    阅读更多
"""

# Ways back, tools for the page, filters, pagers, and what stands at the head and the foot of every page.
FURNITURE: Final = r"""
    back(?: to (?:top|the list|list|results))?
    retour(?: à la liste)?
    voltar
    (?:volver )?atrás
    volver
    indietro
    zurück
    geri
    επιστροφή
    πίσω
    atzealdea
    itzuli
    enrere
    terug
    tilbake
    tilbaka
    tillbaka
    tilbage
    takaisin
    nazad
    natrag
    kthehu(?: prapa)?
    mbrapa
    prapa
    назад
    powrót
    wstecz
    înapoi
    (?:diminuer|augmenter|réduire|agrandir) la taille du texte
    imprimer(?: la page)?
    partager(?: cette page)?
    (?:créer|télécharger)(?: un| en| le)? pdf
    envoyer à un ami
    (?:decrease|increase|reduce|enlarge) (?:the )?text size
    (?:print|share)(?: this page| page)?
    (?:download |create |view )?(?:as )?pdf
    tweet
    (?:share|partager) (?:on|sur) (?:facebook|twitter|x|linkedin|whatsapp)
    facebook|twitter|linkedin|youtube|instagram|flickr|x
    [0-9,. ]+ ?[-–] ?[0-9,. ]+ (?:of|sur|von|de|di|van|av|od|nga|з|από|iz|z|/) (?:[0-9,. ]+)(?: \w+){0,2}
    (?:showing|results?|résultats?|affichage)(?: de)? [0-9]+ ?(?:[-–]|to|à) ?[0-9]+ (?:of|sur|de) [0-9]+.{0,20}
    [0-9,.]+ (?:results?|résultats?|ergebnisse|resultados|risultati|αποτελέσματα|entries|items|records|practices found)
    page [0-9]+(?: (?:of|sur|/) [0-9]+)?
    (?:[«‹<←|»›>→\s]|\b(?:first|last|next|prev(?:ious)?|suivante?|précédente?|weiter|page|[0-9]{1,3})\b|\.\.\.|…)+
    [0-9]+ (?:items|entries|éléments|entrées|results|résultats) (?:per|par) page
    (?:items|entries|éléments|entrées) (?:per|par) page:?(?: [0-9 ]+)?
    topics?
    years?
    themes?
    thèmes?
    sujets?
    années?
    countr(?:y|ies)
    pays
    cit(?:y|ies)
    villes?
    themen?
    jahre?
    temas?
    años?
    anno|anni|anos?
    filters?(?: by)?:?
    filtres?
    filtrer(?: par)?
    sort(?: by)?:?.{0,20}
    trier par.{0,20}
    search
    rechercher?
    suche
    buscar
    cerca
    apply|reset|clear(?: all)?|submit
    appliquer|réinitialiser|effacer(?: tout)?
    skip to (?:main )?content
    aller au contenu(?: principal)?
    home|accueil|menu|sitemap|plan du site|login|log in|sign in|connexion
    you are here:?.{0,120}
    vous êtes ici ?:?.{0,120}
    (?:home|accueil) ?[>/›»|].{0,120}
    (?:.{0,20}[©®]|copyright|\(c\)).{0,80}
    all rights reserved\.?
    tous droits réservés\.?
    disclaimer|privacy(?: policy)?|cookies?(?: policy)?|accessibility|legal notice|terms of use|contact us|about(?: us)?
    mentions légales|confidentialité|accessibilité|contactez-nous|nous contacter|à propos
    (?:t[eé]l(?:ephone|éphone)?|phone|fax)\b[ .:]*\+?[\d ()./-]{6,30}
    avenue de l['’]europe
    f-67075 strasbourg cedex
    council of europe|conseil de l['’]europe
    (?:template|modèle|vorlage|plantilla|modell?o) (?:for|pour|de|per|für|para) .{0,40}pr[aá][ck]?ti[a-z]+.{0,20}
    .{3,60} ?>>
    intercultural cities ?: good practice examples?
    cités interculturelles ?: exemples? de bonnes pratiques
    good practices?(?: examples?)?
    (?:exemples? de )?bonnes pratiques
    intercultural cities|cités interculturelles
    [\W_]+
"""

# The word before the name of a city by which a page was filtered: "Villes Botkyrka".
CITY_FILTERS: Final = """
    villes ville cities city towns town städte stadt ciudades ciudad città cidades cidade ciutats ciutat gradovi grad
    qytetet qyteti şehirler şehir πόλεις πόλη міста місто hiriak hiria kaupungit kaupunki steden stad städer byer by
    miasta miasto
"""


def pattern(table: str) -> str:
    """Return the lines of a table as one pattern, without its group."""
    return "|".join(filter(None, (line.strip() for line in table.splitlines())))
