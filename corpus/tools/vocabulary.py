"""Closed vocabularies of the coding: what a field may hold. GUIDELINES.md explains every code."""

from __future__ import annotations

BOUNDS = ("exact", "at_least", "at_most", "about", "vague")
SCOPES = ("incident", "cumulative", "stock")
STATUSES = ("asserted", "alleged", "denied", "planned", "threatened", "prevented", "hypothetical")
FIGURE_STATUSES = ("asserted", "denied", "superseded", "planned")
FORMS = ("direct", "indirect", "mixed")

ACTS = tuple(
    """said wrote announced claims confirmed denied admitted accuses warns threatens promises demands asked
    proposes agrees refuses orders praises condemns regrets estimates explains reported believes doubts
    intends hopes fears knows feels""".split()
)

MEASURES = tuple(
    """killed wounded arrested surrendered kidnapped rescued released missing displaced returned deported
    evacuated crossed recovered destroyed damaged conducted attacked fired intercepted deployed delivered
    affected convicted paid involved neutralised present voted other""".split()
)

# Action words as writers use them, under the measure that they stand for; the first known action wins.
MEASURE_WORDS = {
    "killed": "killed died dead eliminated martyred murdered executed perished slain",
    "wounded": "wounded injured hurt maimed hospitalised",
    "arrested": "arrested detained apprehended captured held caught remanded charged",
    "surrendered": "surrendered disarmed defected",
    "kidnapped": "kidnapped abducted",
    "rescued": "rescued saved freed",
    "released": "released pardoned exchanged",
    "missing": "missing disappeared",
    "displaced": "displaced fled uprooted homeless",
    "returned": "returned repatriated",
    "deported": "deported expelled",
    "evacuated": "evacuated airlifted",
    "crossed": "crossed arrived",
    "recovered": "recovered seized confiscated found impounded",
    "destroyed": "destroyed demolished razed burned burnt cleared",
    "damaged": "damaged",
    "conducted": "conducted operations raids patrols",
    "attacked": "attacks attacked incidents violations recorded",
    "fired": "fired launched",
    "intercepted": "intercepted downed",
    "deployed": "deployed sent",
    "delivered": "delivered distributed dispatched donated handed",
    "affected": "affected needed",
    "convicted": "convicted sentenced jailed",
    "paid": "paid allocated pledged",
    "involved": "involved attended participated gathered marched",
    "neutralised": "neutralised neutralized",
    "present": "stationed present remaining hosted live living",
    "voted": "voted registered",
}

MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove allege investigate",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack "
    "aerial drone heavy-weapons crowd-control unconventional",
}
TYPES = tuple(MODES)

SECTORS = tuple(
    """GOV MIL COP JUD LEG PTY REB PRM SPY UAF UNK CVL BUS CRM EDU ELI JRN LAB MED REF OPP REL AGR SOC PRE
    NGO IGO""".split()
)
NON_STATE = ("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC", "KOS")

SUBGENRES = {
    "army-release": "army or military media wing, press release on an operation",
    "police-bulletin": "police, gendarmerie or border-guard release or log",
    "weekly-briefing": "report of a weekly or daily defence briefing",
    "annual-balance": "annual or half-year balance, by an institution or reported",
    "transcript": "question-and-answer transcript of a briefing",
    "ministry-readout": "read-out of a call, meeting or visit",
    "ministry-statement": "statement of a foreign, defence or interior ministry",
    "communique": "joint communique or summit declaration",
    "un-update": "update of a UN body",
    "ngo-update": "update or alert of an NGO, rights group or the Red Cross",
    "think-tank-count": "think-tank or monitor counts, and stories that compare them",
    "agency-toll": "agency report with a rising toll",
    "group-statement": "armed group's statement or claim, and the denial of it",
    "court-notice": "court, prosecutor or tribunal notice",
    "border-incident": "border clash or incursion, told by one side or both",
    "refugee-returns": "refugee returns, deportations, displacement",
    "ceasefire-monitoring": "cease-fire or peace-mission monitoring report",
    "election-protest": "elections, demonstrations, strikes and their policing",
    "sanctions": "sanctions, expulsions, suspended relations or aid",
    "disaster-relief": "disaster relief by armies and civil protection",
    "maritime": "coast guard, navy and piracy reports",
    "hostage-exchange": "abductions, hostage rescue, prisoner exchanges",
}
TRAPS = tuple(f"G{n}" for n in range(1, 17))

ATTRIBUTES = ("date", "place", "killed", "wounded", "perpetrator", "target")
SOURCE_TYPES = tuple("police army ministry government hospital group eyewitness monitor media".split())
RELATIONS = ("agree", "differ", "update")

ISO3 = frozenset(
    """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR
    BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL
    COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK
    FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV
    HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO
    LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG
    MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK PAN PCN
    PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE
    SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO
    TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE
    """.split()
)
COUNTRIES = ISO3 | set(NON_STATE)

VAGUE = {
    "dozens": (24, 99),
    "scores": (20, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "tens of thousands": (20000, 99999),
    "hundreds of thousands": (200000, 999999),
    "millions": (2000000, 9999999),
    "several": (3, 9),
    "a few": (3, 9),
    "a handful": (3, 9),
    "a few dozen": (24, 99),
    "a few hundred": (200, 999),
    "a few thousand": (2000, 9999),
    "several dozen": (36, 99),
    "several hundred": (300, 999),
    "several thousand": (3000, 9999),
    "lakhs": (200000, 999999),
    "crores": (20000000, 99999999),
}
