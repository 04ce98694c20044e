// Says the visitor's own time beside ours, where their clock shows another. Without it every page works all the same.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone
const clock = (at, timeZone) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at)
const day = (at, timeZone) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone,
  }).format(at)

const differs = (at, theirs) => clock(at, own) !== clock(at, theirs) || day(at, own) !== day(at, theirs)

for (const time of document.querySelectorAll('time[data-zone]')) {
  const at = new Date(time.dateTime)
  const theirs = time.dataset.zone
  if (!differs(at, theirs)) continue
  const text = clock(at, own)
  const isOtherDay = day(at, own) !== day(at, theirs)
  const small = document.createElement('small')
  small.className = 'own'
  const place = time.dataset.place === undefined ? '' : ` ${own.split('/').at(-1).replaceAll('_', ' ')}`
  small.textContent = ` ${time.dataset.place === undefined ? '' : '· '}${isOtherDay ? `${day(at, own)}, ` : ''}${text}${place}`
  const behind = time.dataset.place === undefined ? time : time.nextElementSibling
  behind.after(small)
}

for (const note of document.querySelectorAll('[data-own-zone]')) {
  const at = new Date(note.dataset.at)
  if (differs(at, note.dataset.ownZone)) note.hidden = false
  const place = note.querySelector('b')
  if (place !== null) place.textContent = own.split('/').at(-1).replaceAll('_', ' ')
}
