"""What stands around the announcements on the pages of layouts.py, in several languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Around:
    """The furniture of a site in its language; `names` are the class names that its designers gave it."""

    language: str
    site: str
    joint: str
    motto: str
    menu: list[str]
    skip: str
    search: str
    by: str
    share: str
    print: str
    related: str
    recent: str
    popular: str
    more: str
    also: str
    ad: str
    reply: str
    thoughts: str
    topics: str
    updated: str
    source: str
    newsletter: str
    signup: str
    browser: str
    unsubscribe: tuple[str, str]
    cookies: str
    accept: str
    javascript: str
    address: str
    rights: str
    legal: list[str]
    tags: list[str]
    teasers: list[tuple[str, str]]
    comments: list[str]
    names: dict[str, str]
    url: str = "https://www.example.org"


AROUND = {
    "en": Around(
        "en",
        "Foreign Policy Office",
        " | ",
        "News from our work abroad",
        ["Home", "News", "Our work", "Travel advice", "About us", "Contact"],
        "Skip to content",
        "Search",
        "By",
        "Share this:",
        "Print",
        "Related",
        "Recent Posts",
        "Most read",
        "Read more »",
        "Read also",
        "Advertisement",
        "Leave a Reply",
        "thoughts on this",
        "Tags:",
        "Last updated:",
        "Source URL",
        "Get our morning briefing",
        "Enter your address and receive the best stories of the day.",
        "View this email in your browser",
        ("You receive this because you signed up on our site. You can", "unsubscribe from this list"),
        "We use cookies to improve your experience. By browsing further you accept our cookie policy.",
        "Accept all",
        "You need to enable JavaScript to run this app.",
        "12 Long Street, Capital, phone 0100 200 300",
        "© 2024 Foreign Policy Office. All rights reserved.",
        ["Imprint", "Privacy policy", "Terms of use", "Accessibility"],
        ["internet", "rights", "diplomacy"],
        [
            (
                "Storm closes three ports in the north",
                "Ferries stay in the harbour until Thursday as the wind grows.",
            ),
            (
                "Budget adopted after a long night",
                "Parliament voted shortly before dawn, with a narrow majority.",
            ),
            ("New rules for travellers from spring on", "Passports must be valid for half a year at least."),
            (
                "Workshop on elections opens its doors",
                "Experts from all continents have been invited to take part.",
            ),
        ],
        [
            "What a wonderful decision, I have been waiting for this for years.",
            "I do not believe a word of it, to be honest with you.",
        ],
        {
            "cookies": "cookie-notice",
            "content": "content",
            "date": "date",
            "share": "share-bar",
            "text": "text",
            "related": "related-articles",
            "comments": "comments",
            "comment": "comment",
            "footer": "footer",
        },
    ),
    "de": Around(
        "de",
        "Amt für Äußeres",
        " - ",
        "Nachrichten aus aller Welt",
        ["Startseite", "Aktuelles", "Außenpolitik", "Reisehinweise", "Über uns", "Kontakt"],
        "Zum Inhalt springen",
        "Suche",
        "Von",
        "Teilen:",
        "Drucken",
        "Das könnte Sie auch interessieren",
        "Neueste Beiträge",
        "Meistgelesen",
        "Weiterlesen »",
        "Lesen Sie auch",
        "Anzeige",
        "Schreibe einen Kommentar",
        "Kommentare",
        "Schlagwörter:",
        "Zuletzt aktualisiert:",
        "Quelle",
        "Unser Newsletter am Morgen",
        "Geben Sie Ihre Adresse ein und erhalten Sie das Beste des Tages.",
        "Diese E-Mail im Browser ansehen",
        (
            "Sie erhalten diese Nachricht, weil Sie sich angemeldet haben. Sie können sich",
            "vom Newsletter abmelden",
        ),
        "Wir verwenden Cookies, um unsere Website zu verbessern. Mit der weiteren Nutzung stimmen Sie dem zu.",
        "Alle akzeptieren",
        "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen.",
        "Lange Straße 12, Hauptstadt, Telefon 0100 200300",
        "© 2024 Amt für Äußeres. Alle Rechte vorbehalten.",
        ["Impressum", "Datenschutz", "Nutzungsbedingungen", "Barrierefreiheit"],
        ["Netz", "Rechte", "Diplomatie"],
        [
            (
                "Sturm schließt drei Häfen im Norden",
                "Die Fähren bleiben bis Donnerstag im Hafen, weil der Wind zunimmt.",
            ),
            (
                "Haushalt nach langer Nacht beschlossen",
                "Das Parlament stimmte kurz vor Morgengrauen mit knapper Mehrheit ab.",
            ),
            ("Neue Regeln für Reisende ab Frühjahr", "Pässe müssen mindestens ein halbes Jahr gültig sein."),
            ("Werkstatt zu Wahlen öffnet ihre Türen", "Fachleute aus allen Erdteilen sind eingeladen."),
        ],
        [
            "Eine wunderbare Entscheidung, auf die ich seit Jahren gewartet habe.",
            "Davon glaube ich ehrlich gesagt kein Wort.",
        ],
        {
            "cookies": "cookie-hinweis",
            "content": "inhalt",
            "date": "datum",
            "share": "teilen",
            "text": "fliesstext",
            "related": "verwandte-artikel",
            "comments": "kommentare",
            "comment": "kommentar",
            "footer": "fusszeile",
        },
    ),
    "fr": Around(
        "fr",
        "Bureau des affaires étrangères",
        " | ",
        "L’actualité de notre action",
        ["Accueil", "Actualités", "Notre action", "Conseils aux voyageurs", "À propos", "Contact"],
        "Aller au contenu",
        "Rechercher",
        "Par",
        "Partager :",
        "Imprimer",
        "À lire aussi",
        "Articles récents",
        "Les plus lus",
        "Lire la suite",
        "Lire aussi",
        "Publicité",
        "Laisser un commentaire",
        "commentaires",
        "Mots-clés :",
        "Dernière mise à jour :",
        "Adresse de la page",
        "Notre lettre du matin",
        "Saisissez votre adresse et recevez le meilleur du jour.",
        "Voir ce message dans votre navigateur",
        (
            "Vous recevez ce message parce que vous êtes inscrit. Vous pouvez",
            "vous désabonner de cette liste",
        ),
        "Ce site utilise des cookies pour améliorer votre visite. En poursuivant votre navigation, vous les acceptez.",
        "Tout accepter",
        "Veuillez activer JavaScript pour voir cette page.",
        "12 rue Longue, Capitale, téléphone 01 00 20 03 00",
        "© 2024 Bureau des affaires étrangères. Tous droits réservés.",
        ["Mentions légales", "Confidentialité", "Conditions d’utilisation", "Accessibilité"],
        ["internet", "droits", "diplomatie"],
        [
            (
                "La tempête ferme trois ports du nord",
                "Les bateaux restent au port jusqu’à jeudi, car le vent se lève.",
            ),
            (
                "Le budget adopté après une longue nuit",
                "Le parlement a voté peu avant l’aube, à une courte majorité.",
            ),
            (
                "Nouvelles règles pour les voyageurs",
                "Les passeports doivent être valables six mois au moins.",
            ),
            (
                "Un atelier sur les élections ouvre ses portes",
                "Des experts de tous les continents sont invités.",
            ),
        ],
        [
            "Quelle belle décision, je l’attendais depuis des années.",
            "Franchement, je n’en crois pas un mot.",
        ],
        {
            "cookies": "bandeau-cookies",
            "content": "contenu",
            "date": "date-publication",
            "share": "partage",
            "text": "texte",
            "related": "articles-lies",
            "comments": "commentaires",
            "comment": "commentaire",
            "footer": "pied-de-page",
        },
    ),
    "es": Around(
        "es",
        "Oficina de Exteriores",
        " | ",
        "Noticias de nuestra labor",
        ["Inicio", "Noticias", "Nuestra labor", "Consejos de viaje", "Quiénes somos", "Contacto"],
        "Saltar al contenido",
        "Buscar",
        "Por",
        "Compartir:",
        "Imprimir",
        "Noticias relacionadas",
        "Entradas recientes",
        "Lo más leído",
        "Leer más",
        "Lea también",
        "Publicidad",
        "Deja un comentario",
        "comentarios",
        "Etiquetas:",
        "Última actualización:",
        "Dirección de la página",
        "Nuestro boletín de la mañana",
        "Escriba su dirección y reciba lo mejor del día.",
        "Ver este correo en su navegador",
        ("Recibe este mensaje porque se inscribió en nuestro sitio. Puede", "darse de baja de esta lista"),
        "Utilizamos cookies para mejorar su visita. Si continúa navegando, acepta nuestra política de cookies.",
        "Aceptar todo",
        "Active JavaScript para ver esta página.",
        "Calle Larga 12, Capital, teléfono 0100 200 300",
        "© 2024 Oficina de Exteriores. Todos los derechos reservados.",
        ["Aviso legal", "Privacidad", "Condiciones de uso", "Accesibilidad"],
        ["internet", "derechos", "diplomacia"],
        [
            (
                "La tormenta cierra tres puertos del norte",
                "Los barcos se quedan en el puerto hasta el jueves porque crece el viento.",
            ),
            (
                "Presupuesto aprobado tras una larga noche",
                "El parlamento votó poco antes del alba, por una mayoría estrecha.",
            ),
            ("Nuevas reglas para los viajeros", "Los pasaportes deben ser válidos al menos medio año."),
            (
                "Un taller sobre elecciones abre sus puertas",
                "Expertos de todos los continentes están invitados.",
            ),
        ],
        ["Qué decisión tan hermosa, la esperaba desde hace años.", "La verdad, no me creo ni una palabra."],
        {
            "cookies": "aviso-cookies",
            "content": "contenido",
            "date": "fecha",
            "share": "compartir",
            "text": "cuerpo",
            "related": "relacionadas",
            "comments": "comentarios",
            "comment": "comentario",
            "footer": "pie-de-pagina",
        },
    ),
}
