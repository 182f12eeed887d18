/** Common first names: "it's dave" is a name, "it's cold" is not. Written by hand; capitals decide for all others. */
const COMMON =
  'aaron adam adrian alan albert alex alexandre alfie ali alice amelie amy andre andrea andrew andy anna anne anthony antoine archie arnaud arthur aurelie ayoub barry baptiste bastien ben benji benjamin benoit bernard bill billy bob brad brandon brian bruno callum camille carl carlos caroline cedric charles charlie chloe chris christian christophe claire claude clement clement colin connor craig cyril damien dan daniel danny dave david dean denis derek diego dimitri dominic don doug dylan ed eddie edward elena eli elise elliot emilie emily emma eric ethan etienne eva evan fabien fabrice felix fernando finn florian florent francis francois frank franck fred frederic gabriel gareth gary gaetan geoff george gerard gilles giulia glen gordon grace graham greg gregory guillaume guy hamza hannah harry harvey helen henri henry herve hugo hugues ian ibrahim ines isaac ivan jack jacob jake james jamie jan jane jason javier jean jeff jeremy jerome jerry jess jessica jim jimmy joanna joe joel joey john johnny jon jonas jonathan jordan jorge jose joseph josh juan jules julia julie julien justin karen karim kate katie keith ken kenny kev kevin kieran kim kyle lars laura laurent lea lee leo leon lewis liam lily lionel loic louis louise luc luca lucas lucie luis luke manon marc marco marcus maria marie mario mark marta martin mathieu mathis matt matthew maurice max maxime mehdi mia michael michel mickael miguel mike mo mohamed morgan nabil nathan neil nick nicolas nico nigel noah noel nora oliver olivier ollie omar oscar owen pablo pascal pat patrick paul pauline pedro pete peter phil philip philippe pierre quentin rachel rachid ralph raphael ray rayan remi remy rene ricardo rich richard rick ricky rob robbie robert robin rod roger romain ron ronnie rory ross roy russell ryan sacha sam samir samuel sandra sandrine sara sarah scott sean sebastien serge shane simon sofia sofiane sonia sophie spencer stan stephane stephen steve steven stuart sylvain tanya ted terry theo thibault thierry thomas tim timothy titouan toby todd tom tommy tony travis trevor tyler valentin vincent vic victor wayne will william xavier yann yanis yves zac zach zoe'
const NAMES = new Set(COMMON.split(' '))

/** Whether a word, in whatever case, is a common first name in English or French. */
export function isFirstName(word: string): boolean {
  return NAMES.has(
    word
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase(),
  )
}
