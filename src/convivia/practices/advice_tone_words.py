"""Words that praise, by language, as patterns over whole words: the lists are our own. Pure.

A word is only here if it praises wherever it stands in a report of what a city did. What is praise in one place and a
plain word in another ("best practice", "try their best") is taken out again by `PLAIN`.
"""

from typing import Final

# language → patterns, parted by blanks; "_" stands for a blank within a phrase, "*" for any ending.
PRAISE: Final = {
    "en": """
        best unique uniquely world-class world_class world-leading world_leading outstanding exceptional exceptionally
        extraordinary ground-breaking groundbreaking pioneering unprecedented unrivalled unrivaled unparalleled
        cutting-edge cutting_edge state-of-the-art trailblazing second_to_none one_of_a_kind amazing amazingly
        fantastic
        wonderful wonderfully incredible incredibly magnificent spectacular brilliant perfect perfectly flawless
        hugely_successful extremely_successful highly_successful very_successful enormously_successful
        huge_success great_success enormous_success tremendous_success resounding_success massive_success
        overwhelming_success
        tremendous tremendously phenomenal revolutionary award-winning game-changer game-changing game_changer
        visionary
        exemplary excellent unbeatable the_leading_city undoubtedly proud_to proudly the_greatest unmatched
    """,
    "fr": """
        meilleur meilleure meilleurs meilleures unique_en_son_genre unique uniques exceptionnel* extraordinaire*
        remarquable* formidable* fantastique* merveilleu* incroyable* magnifique* spectaculaire* pionnier* pionnière*
        révolutionnaire* inégalé* sans_précédent sans_équivalent hors_du_commun hors_norme exemplaire* excellent*
        parfait parfaite parfaitement visionnaire* grand_succès énorme_succès immense_succès franc_succès vif_succès
        succès_fulgurant succès_retentissant à_la_pointe de_pointe fier_de fière_de fiers_de fièrement
        incontestablement
    """,
    "de": """
        beste bester bestes besten bestem einzigartig* einmalig* hervorragend* herausragend* außergewöhnlich*
        aussergewöhnlich* außerordentlich* großartig* grossartig* fantastisch* phantastisch* wunderbar* unglaublich*
        sensationell* spektakulär* bahnbrechend* wegweisend* revolutionär* vorbildlich* beispiellos* unübertroffen*
        weltklasse ausgezeichnet* perfekt* brillant* visionär* voller_erfolg riesiger_erfolg großer_erfolg
        großem_erfolg
        riesenerfolg äußerst_erfolgreich* überaus_erfolgreich* sehr_erfolgreich* preisgekrönt* stolz_auf zweifellos*
    """,
    "es": """
        mejor mejores único única únicos únicas excepcional* extraordinari* sobresaliente* fantástic* maravillos*
        increíble* magnífic* espectacular* pioner* revolucionari* innovador_y_único sin_precedentes sin_igual
        inigualable*
        inmejorable* ejemplar ejemplares excelente* perfect* visionari* gran_éxito enorme_éxito rotundo_éxito
        éxito_rotundo éxito_total todo_un_éxito de_vanguardia a_la_vanguardia orgullos* galardonad* indudablemente
    """,
    "it": """
        migliore migliori unico_nel_suo_genere unica_nel_suo_genere unico unica eccezional* straordinari* eccellent*
        fantastic* meraviglios* incredibil* magnific* spettacolar* pionier* rivoluzionari* senza_precedenti
        senza_eguali
        ineguagliabil* esemplar* perfett* visionari* grande_successo enorme_successo grandissimo_successo
        successo_straordinario all'avanguardia orgoglios* pluripremiat* indubbiamente
    """,
    "pt": """
        melhor melhores único única únicos únicas excecional* excepcional* extraordinári* fantástic* maravilhos*
        incrível incríveis magnífic* espetacular* espectacular* pioneir* revolucionári* sem_precedentes inigualáve*
        exemplar exemplares excelente* perfeit* visionári* grande_sucesso enorme_sucesso sucesso_total um_sucesso
        de_vanguarda na_vanguarda orgulhos* premiad* indubitavelmente
    """,
    "sr": """
        najbolj* jedinstven* izuzetn* izvanredn* neverovatn* fantastičn* veličanstven* spektakularn* revolucionarn*
        bez_premca bez_presedana neprevaziđen* savršen* vrhunsk* odličn* pionirsk* sjajn* ogroman_uspeh veliki_uspeh
        velikim_uspehom izuzetno_uspešn* ponosn* nesumnjivo
        најбољ* јединствен* изузетн* изванредн* невероватн* фантастичн* величанствен* спектакуларн* револуционарн*
        без_премца без_преседана непревазиђен* савршен* врхунск* одличн* пионирск* сјајн* огроман_успех велики_успех
        великим_успехом изузетно_успешн* поносн* несумњиво
    """,
    "ca": """
        millor millors únic única úniques únics excepcional* extraordinari* fantàstic* meravellós* increïble*
        magnífic*
        espectacular* pioner* revolucionari* sense_precedents exemplar exemplars excel·lent* perfect* gran_èxit
        tot_un_èxit orgullos* capdavanter*
    """,
    "nl": """
        beste uniek* uitstekend* uitzonderlijk* buitengewoon* fantastisch* geweldig* prachtig* ongelooflijk*
        spectaculair*
        baanbrekend* revolutionair* ongeëvenaard* perfect* groot_succes enorm_succes trots_op toonaangevend*
    """,
    "pl": """
        najleps* wyjątkow* unikaln* niezwykł* niesamowit* fantastyczn* wspaniał* rewolucyjn* bezprecedensow* doskonał*
        idealn* ogromny_sukces wielki_sukces przełomow* wybitn*
    """,
    "uk": """
        найкращ* унікальн* винятков* надзвичайн* неймовірн* фантастичн* чудов* революційн* безпрецедентн* досконал*
        ідеальн* величезний_успіх великий_успіх
    """,
    "ru": """
        лучш* наилучш* уникальн* исключительн* выдающ* невероятн* фантастическ* замечательн* революционн*
        беспрецедентн* идеальн* огромный_успех большой_успех
    """,
    "el": """
        καλύτερ* μοναδικ* εξαιρετικ* εκπληκτικ* φανταστικ* υπέροχ* πρωτοποριακ* επαναστατικ* πρωτοφαν* τέλει* άριστ*
        τεράστια_επιτυχία μεγάλη_επιτυχία
    """,
    "tr": """
        en_iyi eşsiz benzersiz olağanüstü muhteşem harika mükemmel inanılmaz devrim_niteliğinde büyük_başarı
        çığır_açan
    """,
}  # fmt: skip

# language → what makes a word of the list above a plain one; the same signs, and the phrases are taken out first.
PLAIN: Final = {
    "en": """
        best_practice best_practices best_interest best_interests best_of best_known best_suited best_way best_ways
        at_best at_its_best their_best his_best her_best our_best your_best how_best as_best best_before best_placed
        best_possible best_fit best_match best_friend best_friends best_time what_works_best works_best work_best
        best-known best-suited best_value best_use best_serve best_support perfect_storm picture_perfect
        unique_identifier unique_visitors unique_users unique_number nearly_perfect best_example best_examples
        best_candidate centre_of_excellence most_unique each_unique everyone_is_unique
        unique_human_being unique_individual the_best_thing best_response best_solution best_solutions
    """,
    "fr": """
        meilleure_pratique meilleures_pratiques meilleure_compréhension meilleure_connaissance meilleure_intégration
        meilleur_accès meilleur_accueil meilleure_inclusion meilleure_cohésion meilleure_prise meilleure_qualité
        meilleures_conditions meilleure_coordination meilleure_communication meilleurs_résultats meilleure_vie
        un_meilleur une_meilleure de_meilleures de_meilleurs à_la_meilleure guichet_unique pensée_unique parent_unique
        fils_unique fille_unique monnaie_unique tarif_unique enfant_unique numéro_unique dossier_unique
        interlocuteur_unique
        meilleur_ami point_d'entrée_unique lieu_unique ticket_unique
    """,
    "de": """
        beste_praxis beste_praktiken bester_praktiken besten_praktiken besten_falls am_besten besten_dank
        beste_freund*
        bewährte_und_beste einmalige_zahlung einmalige_förderung einmaliger_betrag
    """,
    "es": """
        mejores_prácticas mejor_práctica mejor_comprensión mejor_conocimiento una_mejor un_mejor mejor_acceso
        ventanilla_única hijo_único hija_única ser_mejor_persona a_lo_mejor vivir_mejor lo_mejor_posible mejor_dicho
        mejor_integración mejor_convivencia mejor_calidad mejores_condiciones conocer_mejor comprender_mejor
        entender_mejor funcionar_mejor la_única_forma el_único_requisito los_únicos las_únicas
    """,
    "it": """
        migliori_pratiche migliore_pratica sportello_unico una_migliore un_migliore migliori_condizioni
        migliore_comprensione migliore_conoscenza migliore_qualità figlio_unico l'unico l'unica numero_unico
    """,
    "pt": """
        melhores_práticas melhor_prática uma_melhor um_melhor melhor_compreensão melhor_conhecimento melhor_acesso
        balcão_único filho_único melhores_condições melhor_integração melhor_qualidade conhecer_melhor
        compreender_melhor a_única_forma viver_melhor para_melhor
    """,
    "sr": """najbolje_prakse najbolja_praksa najboljih_praksi najboljim_praksama најбоље_праксе најбоља_пракса
        најбољих_пракси najbolji_interes najboljem_interesu najboljeg_interesa најбољи_интерес најбољем_интересу""",
    "ca": """millors_pràctiques millor_pràctica una_millor un_millor finestreta_única conèixer_millor""",
    "nl": """beste_praktijk beste_praktijken beste_vrienden het_best""",
    "pl": """najlepsze_praktyki najlepszych_praktyk najlepiej""",
    "uk": """найкращі_практики найкращих_практик""",
    "ru": """лучшие_практики лучших_практик лучшего_понимания лучше""",
    "el": """καλύτερες_πρακτικές καλύτερη_κατανόηση""",
}  # fmt: skip
