// The words of the landscape: plain sentences of parts, each drawn so that the first of a list is common and its last is
// rare, as words are. Places and names are put together, so that thousands of them stand in a few texts only.

const list = (words: string) => words.split(',').map((word) => word.trim())

export const OPENERS = list(
  'We heard that,People told us that,It seems that,At the visit we saw that,Nobody had said that,In the meeting it came out that,The notes say that,Since spring,For a month now,Twice this year,It was said that,The figures show that,Against what we thought,After the review,On the phone line,In every group,Some days,As before,By the end of the week,When we asked again,In the first weeks,To our surprise,At the school gate,In the waiting room,Late in the day,From the letters,Among the younger ones,In two of three homes,Over the holidays,Before the move',
)
export const WHO = list(
  'families,carers,residents,young people,the team,a nurse,parents,neighbours,volunteers,tenants,staff,the council,older people,a teacher,the clinic,patients,the charity,link workers,a social worker,the housing office,children,the funder,new arrivals,a mother,the group,commissioners,the GP,grandparents,fathers,the youth club,drivers,the warden,people who live alone,a father,trustees,the advice line,students,the pharmacist,lodgers,the school,interpreters,a cleaner,the hospital,foster carers,the foodbank,cooks,the landlord,wheelchair users,a librarian,night workers,the midwife,cyclists,the jobcentre,a paramedic,shopkeepers,apprentices,the vicar,the imam,veterans,beekeepers,the coroner,a plumber,deaf residents,swimmers,the bailiff,an optician,widowers,allotment holders,the harbour master,ferry crews',
)
export const DID = list(
  'waited for,asked about,stopped using,went to,could not reach,liked,missed,spoke about,rang about,turned down,came back for,paid for,found out about,changed,complained about,planned,shared,lost,kept,gave up on,trusted,worried about,wanted more of,had never heard of,helped with,wrote to us about,moved because of,felt safe with,could not afford,learned from,laughed at,signed up for,were sent away from,argued over,celebrated,avoided,translated,repaired,measured,postponed,counted,opened,closed,tested,refused,borrowed,walked to,rehearsed,mapped,inherited,mislaid,audited,rescued,whispered about,queued for,unlocked,photographed,outgrew,smuggled,embroidered',
)
export const WHAT = list(
  'the call within two days,the waiting list,the bus,the visit,the letter,home care,the appointment,the lift,a form,the drop-in,the garden,warm rooms,the pilot,a friendly face,the budget,the contract,the lunch club,transport,childcare,the report,a shared key,school meals,the damp,the rent,benefits advice,the night shift,the new team,the survey,a small grant,the crossing,broadband,the assessment,a second opinion,interpreting,the walking group,mental health support,the discharge plan,the referral,an interview,the advice line,the heating,winter coats,the playground,street lights,the health check,a peer group,training,the evaluation,the carers fund,the consent form,the outreach van,the parking,bereavement support,hearing aids,the befriending scheme,the court date,the tenancy,a vaccine,the choir,dental care,the mosque kitchen,a ramp,debt advice,the library card,the allotment,the stairs,foster placements,the minibus,cold calls,the petition,the swimming pool,a passport,the curfew,the market stall,an overdraft,the recipe book,the lighthouse,a kiln,the tandem,the greenhouse,oxygen bottles,the ferry ticket,a sewing machine,the orchard,the telescope,a harmonica,the weir,a quilt,the observatory,the loom',
)
export const WHEN = list(
  'this week,last month,in the summer,in January,after the change,on Mondays,at night,for years,since the merger,at weekends,during the cuts,in the autumn,on the first day,after the flood,before Christmas,in half term,during Ramadan,on market days,after the strike,in the heatwave,on the anniversary,during the eclipse',
)
export const ENDINGS = list(
  'and that made the difference,and nobody rang back,so they stayed at home,which we had not planned for,and it cost less than we feared,but only where somebody they knew was there,and the younger ones did not,so we changed the order of things,and it took far too long,though the figures do not show it,and half of them came again,which is the opposite of what we thought,and the others watched,so trust went down,because it was explained in their own words,and we do not know why,but the funder never saw it,and two of them cried,so the group asks for another try,although it rained,and this was said three times,which nobody wrote down,so the plan was torn up,and the kettle was always on,because the door is too heavy,and it has held since,but not in the villages,and we should have asked sooner,which a neighbour saw first,so it quietly ended',
)

const STARTS = list(
  'Ash,Birch,Black,Brad,Bram,Brook,Burn,Cald,Carl,Chal,Clay,Cold,Cran,Dal,Dar,Den,Dun,East,Elm,Fair,Fern,Gar,Glen,Green,Hag,Hal,Harrow,Haw,Hazel,Heath,High,Holl,Kel,Kirk,Lang,Lark,Lin,Long,Mar,Mel,Mill,Moor,Nether,New,North,Oak,Old,Over,Pen,Rad,Raven,Red,Ros,Rush,Sand,Sel,Shel,South,Stan,Swan,Thorn,Tor,Under,Up,Wal,West,White,Wick,Wil,Win,Wood,Wych',
)
const ENDS = list(
  'ford,ton,ham,ley,worth,by,field,bridge,well,stead,combe,mouth,dale,hurst,gate,wick,burn,den,port,shaw,mere,cliffe,thorpe,holme,cote,fold,marsh,ness,pool,ridge,side,stow,toft,water,wold',
)
export const PLACES = ENDS.flatMap((end, n) => STARTS.map((_, at) => STARTS[(at + n * 7) % STARTS.length]! + end))

export const FIRST_NAMES = list(
  'Ada,Amina,Ben,Carys,Chidi,Dewi,Elin,Farah,Gareth,Gwen,Hana,Imran,Ines,Jack,Joan,Kofi,Leila,Marek,Maya,Nadia,Nia,Omar,Owen,Priya,Rhys,Rosa,Sam,Shanice,Sian,Tariq,Tomos,Uma,Vera,Wanda,Yusuf,Zofia',
)
export const SURNAMES = list(
  'Adeyemi,Ahmed,Bevan,Begum,Bowen,Brown,Carter,Chen,Clarke,Davies,Diaz,Edwards,Evans,Farrell,Green,Griffiths,Hall,Hassan,Hughes,Iqbal,James,Jones,Kaur,Khan,Kowalski,Lewis,Lloyd,Mahmood,Morgan,Nowak,Okafor,Osei,Patel,Price,Pryce,Reid,Roberts,Shah,Singh,Taylor,Thomas,Walsh,Watkins,White,Williams,Wong,Young',
)
