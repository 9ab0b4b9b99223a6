//! A table: the words of saying and the function words of other European languages and of Arabic.
use super::Class;

/// What a language needs for the patterns that are written for English.
pub struct Tongue {
    pub language: &'static str,
    pub classes: &'static [(Class, &'static str)],
    /// Traits and the forms that have them, as in the English table.
    pub cues: &'static [(&'static str, &'static str)],
}

const THAT: Class = Class(Class::THAT.0 | Class::SUBORDINATOR.0 | Class::RELATIVE.0);
const AUX: Class = Class(Class::AUXILIARY.0 | Class::HAVE.0);
const WHETHER: Class = Class(Class::WHETHER.0 | Class::SUBORDINATOR.0);

pub const TONGUES: &[Tongue] = &[
    Tongue {
        language: "de",
        classes: &[
            (Class::GENITIVE, "des der von vom"),
            (
                Class::DETERMINER,
                "der die das den dem des ein eine einen einem einer eines dieser diese dieses kein keine viele mehrere einige zwei drei vier alle beide jeder",
            ),
            (Class::POSSESSIVE, "sein seine seinen seiner ihr ihre ihren ihrer mein meine unser unsere"),
            (Class::SUBJECT, "er sie es wir ich man jemand niemand"),
            (Class::FIRST, "ich wir mich uns mein meine unser unsere"),
            (Class::OBJECT, "ihm ihn ihr ihnen uns mir"),
            (
                Class::PREPOSITION,
                "in im an am auf aus bei beim mit nach von vom vor zu zum zur für über unter gegen durch ohne um seit bis neben zwischen während wegen gegenüber",
            ),
            (Class::COORDINATOR, "und aber oder doch denn sondern"),
            (Class::SUBORDINATOR, "als wenn weil da obwohl nachdem bevor während sobald damit"),
            (THAT, "dass daß"),
            (WHETHER, "ob wie warum weshalb wann wo"),
            (Class::RELATIVE, "welche welcher deren dessen"),
            (
                AUX,
                "hat habe haben hatte hatten ist sind war waren wird werde werden wurde wurden sei seien würde würden soll sollen kann könne muss müsse will wolle",
            ),
            (
                Class::ADVERB,
                "auch noch dann später zudem jedoch allerdings dabei darin damit dazu dafür dagegen darauf daran davon danach darüber daher deshalb deswegen trotzdem dennoch hingegen ebenso ähnlich zugleich gleichzeitig anschließend zuvor zunächst zuletzt gefragt befragt angesprochen nun jetzt nur sehr bereits schließlich daraufhin außerdem immer wieder gerne sich",
            ),
            (
                Class::TIME,
                "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli august september oktober november dezember heute gestern morgen abend",
            ),
            (
                Class::TITLE,
                "herr frau dr. prof. bürgermeister bürgermeisterin minister ministerin präsident präsidentin kanzler kanzlerin trainer trainerin sprecher sprecherin",
            ),
            (
                Class::PERSON,
                "sprecher sprecherin polizei staatsanwaltschaft regisseurin regisseur trainer trainerin minister ministerin besucher besucherin zeuge zeugin nachbar nachbarin",
            ),
            (Class::ANNOUNCER, "schild mitteilung erklärung bericht brief"),
            (Class::ACCORDING, "laut so zufolge angaben worten"),
            (Class::WORK, "film buch roman stück lied album oper zeitung zeitschrift heißt"),
            (
                Class::TERM,
                "sogenannte sogenannten sogenannter sogenanntes wort begriff namens genannt genannte",
            ),
        ],
        cues: &[
            (
                "skd",
                "verkündete verkündet verkündeten äußerte äußert äußerten kommentierte kommentiert resümierte resümiert konstatierte konstatiert prophezeite prophezeit mutmaßte mutmaßt klagte klagt klagten beklagte beklagt monierte moniert bedauerte bedauert gestand gesteht bekannte schilderte schildert schwärmte schwärmt witzelte bemängelte rügte rügt wetterte beteuerte beteuert behaupteten meinten betonten versicherten bestätigten riet rät befand erläuterte erläutert präzisierte sagt sagte sage gesagt sagten erklärt erklärte erklärten betont betonte teilte mitteilte fügt fügte warnt warnte warnten mahnt mahnte kritisiert kritisierte berichtet berichtete berichteten erzählt erzählte meint meinte entgegnet entgegnete erwidert erwiderte antwortet antwortete ergänzt ergänzte versichert versicherte verrät verriet urteilt urteilte bilanziert bilanzierte bekräftigt bekräftigte bestätigt bestätigte schreibt schrieb schrieben räumt räumte behauptet behauptete erinnert erinnerte hieß glaubt glaubte vermutet vermutete dementiert dementierte",
            ),
            ("skdq", "fragt fragte fragten"),
            (
                "cdk",
                "charakterisierte charakterisiert titulierte wertete wertet lobte lobt tadelte beschrieb beschreibt brandmarkte geißelte beanstandete nennt nannte nannten bezeichnet bezeichnete spricht sprach",
            ),
            (
                "kdni",
                "drohte droht gelobte fordert forderte forderten verspricht versprach kündigt kündigte verlangt verlangte",
            ),
            (
                "da",
                "skandierte skandierten schrie riefen sang grinste schmunzelte schmunzelt spottete stöhnte seufzte jubelte jubelt scherzt scherzte lacht lachte ruft rief freut freute findet fand lautet lautete steht stand",
            ),
        ],
    },
    Tongue {
        language: "fr",
        classes: &[
            (Class::GENITIVE, "de du des"),
            (
                Class::DETERMINER,
                "le la les un une des du ce cet cette ces plusieurs deux trois quelques chaque tout tous aucun aucune certains",
            ),
            (Class::POSSESSIVE, "son sa ses leur leurs mon ma mes notre nos votre vos"),
            (Class::SUBJECT, "il elle ils elles on nous je vous"),
            (Class::FIRST, "je nous moi mon ma mes notre nos"),
            (Class::OBJECT, "lui leur moi"),
            (
                Class::PREPOSITION,
                "de à au aux en dans sur sous chez pour par avec sans contre vers depuis pendant avant après entre d'un d'une auprès",
            ),
            (Class::COORDINATOR, "et mais ou ni car"),
            (Class::SUBORDINATOR, "quand lorsque comme si parce puisque tandis alors"),
            (THAT, "que qu"),
            (Class::RELATIVE, "qui dont où lequel laquelle"),
            (WHETHER, "pourquoi comment combien"),
            (
                AUX,
                "a ont avait avaient est sont était étaient sera seront serait aurait s'est s'était s'était ai as n'a n'ont",
            ),
            (
                Class::ADVERB,
                "aussi encore ensuite puis déjà toujours hier jamais pas ne également t très bien enfin même notamment",
            ),
            (
                Class::TIME,
                "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août septembre octobre novembre décembre aujourd'hui demain matin soir",
            ),
            (Class::TITLE, "m. mme mlle me dr président présidente ministre maire député députée"),
            (
                Class::PERSON,
                "président présidente ministre maire député députée rapporteur rapporteure porte-parole élu élue habitant habitante avocat avocate entraîneur police parquet économiste",
            ),
            (Class::ANNOUNCER, "panneau affiche communiqué lettre rapport"),
            (Class::ACCORDING, "selon d'après dixit"),
            (Class::WORK, "film livre roman chanson album pièce journal opéra intitulé titre"),
            (Class::TERM, "mot terme expression surnommé surnommée dit dite prétendu prétendue soi-disant"),
        ],
        cues: &[
            (
                "skd",
                "glissé glisse fustigé fustige martelé martèle pointé pointe avancé avance complété complète poursuivi poursuit enchaîné enchaîne justifié justifie critiqué critique argué argue observé observe remarqué remarque commenté commente prédit analysé analyse détaillé détaille murmuré murmure crié crie hurlé proclamé proclame balayé tranché tranche objecté objecte défendu défend confessé confesse promettait disait répétait expliquait racontait dira tempéré tempère déclaré déclare dit affirmé affirme assuré assure indiqué indique précisé précise expliqué explique ajouté ajoute souligné souligne estimé estime jugé juge rappelé rappelle annoncé annonce confié confie raconté raconte témoigné témoigne reconnu reconnaît admis admet avoué avoue répondu répond lancé lance rétorqué rétorque répliqué réplique insisté insiste prévenu prévient averti avertit plaidé plaide nuancé nuance ironisé ironise plaisanté plaisante conclu conclut résumé résume noté note écrit noté fait soutenu soutient confirmé confirme dénoncé dénonce regretté regrette déploré déplore espéré espère",
            ),
            ("skdq", "demandé demande interrogé interroge"),
            ("cd", "qualifié qualifie évoqué évoque parlé parle appelé appelle décrit"),
            (
                "da",
                "rigolé rigole souriait rit s'amuse s'exclame s'indigne s'inquiète s'étonne s'interroge s'emporte s'agace s'enthousiasme réjoui réjouie réjouit félicité félicitée félicite indigné indigne soupiré soupire soufflé souffle souri sourit amusé amuse alarmé alarme inquiété inquiète emporté",
            ),
            ("kdni", "promis promet exigé exige réclamé réclame refusé refusant refuse"),
        ],
    },
    Tongue {
        language: "es",
        classes: &[
            (Class::GENITIVE, "de del"),
            (
                Class::DETERMINER,
                "el la los las un una unos unas este esta estos ese esa varios dos tres cada todo todos ningún ninguna algunos del al",
            ),
            (Class::POSSESSIVE, "su sus mi mis nuestro nuestra"),
            (Class::SUBJECT, "él ella ellos ellas yo nosotros usted alguien nadie"),
            (Class::FIRST, "yo nosotros me nos mi mis"),
            (Class::OBJECT, "le les lo me nos"),
            (
                Class::PREPOSITION,
                "de a en con por para sin sobre entre desde hasta contra tras ante durante hacia",
            ),
            (Class::COORDINATOR, "y e pero o ni sino"),
            (Class::SUBORDINATOR, "cuando mientras aunque porque como si"),
            (THAT, "que"),
            (Class::RELATIVE, "quien quienes cuyo cuya donde"),
            (AUX, "ha han había habían he fue es era son será sería"),
            (
                Class::ADVERB,
                "también además luego después ya aún todavía no nunca siempre así ayer hoy más muy",
            ),
            (
                Class::TIME,
                "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre mañana tarde noche",
            ),
            (
                Class::TITLE,
                "señor señora don doña presidente presidenta ministro ministra alcalde alcaldesa gobernador doctor doctora",
            ),
            (
                Class::PERSON,
                "portavoz vocero presidente presidenta ministro ministra alcalde alcaldesa vecino vecina policía entrenador entrenadora testigo",
            ),
            (Class::ANNOUNCER, "cartel comunicado carta informe"),
            (Class::ACCORDING, "según"),
            (Class::WORK, "película libro novela canción disco álbum obra titulada titulado diario"),
            (Class::TERM, "palabra término llamado llamada denominado apodado apodada"),
        ],
        cues: &[
            (
                "skd",
                "concluyó planteó expuso detalló puntualizó matizó remarcó enfatizó recalcó celebró pronosticó estimó calculó argumentó defendió justificó objetó rebatió contraatacó sentenció resume resumía decía explicaba contaba recuerda cuenta admite reconoce añade agrega lamenta advierte insiste defiende apunta sugirió sugiere reflexionó reflexiona murmuró susurró comenta confiesa bromea ironiza responde contesta escribe corrige dijo dice dicho dijeron afirmó afirma aseguró asegura señaló señala explicó explica indicó indica manifestó declaró declara destacó subrayó añadió agregó apuntó precisó reconoció admitió advirtió alertó recordó insistió reiteró sostuvo sostiene consideró opinó lamentó denunció informó comunicó contó relató narró comentó confesó reveló adelantó resumió zanjó apostilló ironizó bromeó respondió contestó replicó anunció escribió confirmó cree",
            ),
            ("skdq", "preguntó pregunta"),
            ("cd", "calificó califica describió tildó llamó llama criticó"),
            ("da", "gritó exclamó rió corrigió agradeció"),
            ("kdni", "pidió exigió reclamó prometió negó descartó"),
        ],
    },
    Tongue {
        language: "it",
        classes: &[
            (Class::GENITIVE, "di del della dei degli delle dello dal"),
            (
                Class::DETERMINER,
                "il lo la i gli le un uno una questo questa questi quel quella alcuni due tre ogni tutti nessun nessuna del della dei delle dal dalla al alla",
            ),
            (Class::POSSESSIVE, "suo sua suoi sue loro mio mia nostro nostra"),
            (Class::SUBJECT, "lui lei loro egli ella io noi qualcuno nessuno"),
            (Class::FIRST, "io noi mi ci mio mia nostro"),
            (Class::OBJECT, "gli mi ci"),
            (Class::PREPOSITION, "di a da in con su per tra fra dopo contro senza verso durante presso"),
            (Class::COORDINATOR, "e ed ma o né però"),
            (Class::SUBORDINATOR, "quando mentre perché se come anche"),
            (THAT, "che"),
            (Class::RELATIVE, "cui quale quali dove"),
            (AUX, "ha hanno aveva avevano ho è sono era erano sarà sarebbe avrebbe"),
            (Class::ADVERB, "anche poi ancora già mai non sempre così inoltre infine ieri oggi più"),
            (
                Class::TIME,
                "lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre domani",
            ),
            (
                Class::TITLE,
                "presidente premier ministro ministra sindaco sindaca dottor dottoressa signor signora don monsignor capitano",
            ),
            (
                Class::PERSON,
                "portavoce sindaco sindaca presidente ministro ministra anziana anziano polizia allenatore capitano",
            ),
            (Class::ANNOUNCER, "cartello comunicato lettera"),
            (Class::ACCORDING, "secondo"),
            (Class::WORK, "film libro romanzo canzone album opera giornale"),
            (Class::TERM, "parola termine cosiddetto cosiddetta soprannominato soprannominata"),
        ],
        cues: &[
            (
                "skd",
                "precisa sbotta incalza insiste rincara rivela rivelato svela lamenta lamentato denuncia denunciato ironizza ironizzato prosegue esclama esclamato sussurra racconta dissero rispose esordisce ammonisce garantisce ribatte ragiona ragionato diceva raccontava sbuffa detto dice dichiarato dichiara spiegato spiega affermato afferma aggiunto aggiunge sottolineato sottolinea ricordato ricorda commentato commenta osservato osserva precisato precisa assicurato assicura avvertito avverte annunciato annuncia riferito riferisce raccontato racconta confermato conferma smentito ammesso ammette risposto risponde replicato replica confida confidato confessa conclude concluso sostiene ribadisce ribadito scrive scritto disse",
            ),
            ("skdq", "chiesto chiede"),
            ("cd", "definito definisce parla accusato contestato"),
            ("da", "esulta scherza chiosa chiosato urlato sorride"),
            ("kdni", "promette promesso nega negato"),
        ],
    },
    Tongue {
        language: "pt",
        classes: &[
            (Class::GENITIVE, "de do da dos das"),
            (
                Class::DETERMINER,
                "o a os as um uma uns este esta esse essa vários dois duas três cada todos nenhum alguns do da dos das ao à no na",
            ),
            (Class::POSSESSIVE, "seu sua seus suas meu minha nosso nossa"),
            (Class::SUBJECT, "ele ela eles elas eu nós você alguém ninguém"),
            (Class::FIRST, "eu nós me nos meu minha"),
            (Class::OBJECT, "lhe lhes me nos"),
            (Class::PREPOSITION, "de em com por para sem sobre entre desde até contra após durante perante"),
            (Class::COORDINATOR, "e mas ou nem"),
            (Class::SUBORDINATOR, "quando enquanto embora porque se como"),
            (THAT, "que"),
            (Class::RELATIVE, "quem cujo cuja onde qual"),
            (AUX, "tem têm tinha foi é era são será seria havia"),
            (Class::ADVERB, "também ainda depois já não nunca sempre assim além ontem hoje mais"),
            (
                Class::TIME,
                "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo segunda terça quarta quinta sexta janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro amanhã",
            ),
            (
                Class::TITLE,
                "presidente ministro ministra prefeito prefeita secretário secretária dom dona senhor senhora doutor doutora",
            ),
            (
                Class::PERSON,
                "porta-voz presidente ministro ministra prefeito prefeita vereador vereadora morador moradora polícia treinador investigador investigadora",
            ),
            (Class::ANNOUNCER, "cartaz comunicado carta nota"),
            (Class::ACCORDING, "segundo conforme"),
            (Class::WORK, "filme livro romance canção álbum peça jornal"),
            (Class::TERM, "palavra termo chamado chamada apelidado"),
        ],
        cues: &[
            (
                "skd",
                "apontou aponta destacou destaca ressaltou ressalta reforçou reforça completou prosseguiu observou observa comentou comenta justificou resumiu confessou reconheceu reconhece esclareceu detalhou argumentou opinou estimou previu acusou dizia contava explicava resume admite acrescenta revela escreve confidenciou desabafou vaticinou disse diz disseram afirmou afirma declarou explicou explica referiu sublinhou frisou salientou adiantou acrescentou revelou garantiu garante considerou lembrou lembra alertou avisou defendeu admitiu criticou lamentou anunciou informou contou relatou rematou gracejou ironizou reclama respondeu questionou concluiu escreveu confirmou",
            ),
            ("skdq", "perguntou pergunta"),
            ("cd", "classificou chamou falou"),
            ("da", "gritou riu brincou"),
            ("kdni", "pediu prometeu nega negou"),
        ],
    },
    Tongue {
        language: "ru",
        classes: &[
            (Class::SUBJECT, "он она они мы я кто-то никто"),
            (Class::FIRST, "я мы мой наш"),
            (Class::OBJECT, "ему ей им нам мне"),
            (Class::POSSESSIVE, "его её их мой наш свой"),
            (Class::DETERMINER, "этот эта эти один одна два три все каждый"),
            (
                Class::PREPOSITION,
                "в во на из от с со по за о об у к для без при до после через между над под против перед около",
            ),
            (Class::COORDINATOR, "и но а или"),
            (Class::SUBORDINATOR, "когда если хотя пока поскольку"),
            (THAT, "что чтобы"),
            (Class::RELATIVE, "который которая которые где"),
            (WHETHER, "почему как зачем"),
            (AUX, "был была были будет есть"),
            (Class::ADVERB, "также ещё уже потом затем тоже теперь сегодня вчера не"),
            (
                Class::TIME,
                "понедельник вторник среду четверг пятницу субботу воскресенье января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
            ),
            (
                Class::TITLE,
                "президент премьер министр губернатор мэр глава директор профессор академик тренер",
            ),
            (
                Class::PERSON,
                "представитель пресс-секретарь директор тренер врач инженер житель жительница полиция гендиректор",
            ),
            (Class::ACCORDING, "словам данным мнению согласно информации"),
            (
                Class::WORK,
                "фильм книга роман песня альбом газета журнал компания компании телеканал турнир фильме книге романе",
            ),
            (Class::TERM, "слово термин прозвище называемый"),
        ],
        cues: &[
            (
                "skd",
                "говорил говорила говорили говорят признается признаётся признались сетует жалуется жаловался отмечает подчеркивает подчёркивает поясняет уточняет добавляет объясняет сообщает заявляет настаивает настаивал настаивала согласился согласилась констатировал констатировала заметил заметила произнес произнёс произнесла продолжил продолжила продолжает вспоминал вспоминала вспомнил вспомнила рассказывал рассказывала рассказали пожаловался пожаловалась посетовал посетовала предположил предположила предостерег предостерегла похвалил гласит пишет заключил заключила обещает воскликнул воскликнула прошептал прошептала буркнул буркнула сказал сказала сказали говорит сообщил сообщила сообщили заявил заявила отметил отметила подчеркнул подчеркнула добавил добавила рассказал рассказала рассказывает пояснил пояснила объяснил объяснила уточнил уточнила считает полагает признал признала признался призналась напомнил напомнила предупредил предупредила пообещал пообещала ответил ответила возразил возразила поделился поделилась вспоминает прокомментировал прокомментировала опроверг опровергла заверил заверила резюмировал резюмировала написал написала утверждает",
            ),
            ("skdq", "спросил спросила"),
            ("cd", "назвал назвала"),
            ("da", "пошутил пошутила шутит улыбается смеётся советует крикнул крикнула"),
        ],
    },
    Tongue {
        language: "ar",
        classes: &[
            (Class::SUBJECT, "هو هي هم"),
            (Class::PREPOSITION, "في من على إلى عن مع بعد قبل خلال أمام بين منذ حتى"),
            (THAT, "أن إن أنه إنه أنها إنها بأن"),
            (Class::COORDINATOR, "و لكن أو"),
            (Class::ACCORDING, "بحسب حسب وفق لوفقا"),
        ],
        cues: &[
            (
                "skd",
                "قال قالت وقال وقالت يقول تقول ويقول وتقول أوضح أوضحت وأوضح وأوضحت أكد أكدت وأكد وأكدت أضاف أضافت وأضاف وأضافت تابع تابعت وتابع وتابعت أشار أشارت وأشار وأشارت ذكر ذكرت صرح صرحت أعلن أعلنت وأعلن وأعلنت أفاد أفادت شدد شددت اعتبر اعتبرت رأى رأت يرى ترى كشف كشفت حذر حذرت وحذر وحذرت نفى نفت رد ردت ورد وردت أجاب أجابت سأل سألت تساءل تساءلت روى روت قائلا قائلة مضيفا مضيفة مؤكدا موضحا",
            ),
            ("cd", "وصف وصفت ووصف ووصفت"),
            ("kdni", "دعا دعت طالب طالبت وعد وعدت"),
        ],
    },
];
