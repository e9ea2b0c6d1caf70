"""What columns of sheets are called, by the field that they fill: a table. Pure."""

from typing import Final

from convivia.common.folding import fold_name

COLUMNS: Final = {
    "title": """title,name,practice,practice title,good practice,project,titre,nom,pratique,bonne pratique,intitulé,
        Titel,título,titolo,izenburua,naslov,titulli""",
    "country": "country,countries,country code,pays,code pays,Land,país,paese,Staat,zemlja,shteti,herrialdea",
    "city": "city,cities,town,municipality,ville,villes,commune,Stadt,Gemeinde,ciudad,città,cidade,grad,qyteti,hiria",
    "place": """place,places,location,where,lieu,lieux,localisation,Ort,lugar,luogo,place and period,meta line,meta""",
    "period": """period,date,dates,when,duration,years,year,période,durée,année,années,Zeitraum,Jahr,periodo,período,
        fecha,año,anno,ano,data""",
    "start_year": """start,start year,from,begin,start date,début,année de début,date de début,Beginn,von,inicio,início,
        inizio""",
    "end_year": "end,end year,to,until,end date,fin,année de fin,date de fin,Ende,bis,fine,fim",
    "ongoing": "ongoing,still running,en cours,laufend,en curso,in corso",
    "language": "language,lang,langue,Sprache,idioma,lingua,língua,jezik,gjuha,hizkuntza",
    "summary": "summary,abstract,résumé,Zusammenfassung,Kurzfassung,resumen,sintesi,resumo,sažetak",
    "text": """text,description,content,body,teaser,excerpt,texte,contenu,extrait,Beschreibung,Inhalt,descripción,texto,
        descrizione,testo,descrição,sections""",
    "areas": """area,areas,policy area,policy areas,topic,topics,theme,themes,domaine,domaines,domaines d'action,thème,
        thèmes,thématique,thématiques,
        Politikfeld,Politikfelder,Thema,Themen,tema,temas,temi""",
    "principles": "principle,principles,principe,principes,Prinzip,Prinzipien,principio,principios,principi,princípios",
    "keywords": """keyword,keywords,key words,tag,tags,mots-clés,mot-clé,étiquettes,Schlagwörter,Schlagworte,
        Stichwörter,palabras clave,parole chiave,palavras-chave""",
    "source_url": """url,link,address,source url,address of the source,adresse de la source,
        web address,website,web,web page,lien,adresse,adresse web,site,
        site web,Adresse,enlace,collegamento,ligação""",
    "external_id": """id,external id,identifiant externe,
        number,no,nr,reference,ref,identifier,identifiant,numéro,référence,Nummer,Kennung,
        número,numero,código,codice,code""",
    "public_id": "public id,convivia id,identifiant convivia",
    "source": "source,published by,publisher,publié par,éditeur,Quelle,fuente,fonte",
    "licence": "licence,license,Lizenz,licencia,licenza,licença",
    "note": "note,notes,remark,remarks,comment,comments,remarque,remarques,commentaire,commentaires,Bemerkung,nota",
    "stand_in_title": "stand-in title,our title,notre titre",
    "edtf": "EDTF",
    "cut_off": "cut off,cut off in the source,coupé,coupé dans la source",
}

# Columns of sheets that this library made itself, which only repeat what is said elsewhere.
REPEATS: Final = """page in convivia,other languages,networks,last confirmed,changed,
    how effects are known,whom to ask,comment les effets sont connus,à qui s’adresser,
    page dans convivia,autres langues,réseaux,dernière confirmation,modifié"""

# The field of each name, which is folded.
FIELDS: Final = {fold_name(name): field for field, names in COLUMNS.items() for name in names.split(",")}
REPEATING: Final = frozenset(map(fold_name, REPEATS.split(",")))
