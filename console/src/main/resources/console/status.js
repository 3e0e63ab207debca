'use strict';

// Everything shown comes from callers, phones and files: it is set as text, never as markup.

const byId = (id) => document.getElementById(id);

function rows(table, cells) {
  const body = byId(table).tBodies[0];
  body.replaceChildren(...(cells.length ? cells.map(row) : [empty(byId(table))]));
}

function row(cells) {
  const tr = document.createElement('tr');
  tr.append(...cells.map((text) => {
    const td = document.createElement('td');
    td.textContent = text;
    return td;
  }));
  return tr;
}

function empty(table) {
  const tr = row(['none']);
  tr.className = 'empty';
  tr.firstChild.colSpan = table.tHead.rows[0].cells.length;
  return tr;
}

function time(seconds) {
  return Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
}

function caller(call) {
  return call.name && call.number ? `${call.name} (${call.number})` : call.name || call.number || 'withheld';
}

// A range, from the wait of half of such callers to that of four in five.
function wait(call) {
  return call.wait ? `${time(call.wait.p50)} to ${time(call.wait.p80)}` : '';
}

function estimates(queue) {
  const e = queue.estimates;
  return e ? `off by ${e.error} s, ${Math.round(100 * e.withinP80)} % within P80${e.trustworthy ? '' : ', not told'}` : '';
}

function show(status) {
  byId('centre').textContent = status.centre;
  rows('queues', status.queues.map((q) => [q.name, q.state, q.waiting, time(q.longest), q.answered, q.abandoned, estimates(q)]));
  rows('agents', status.agents.map((a) => [a.name, a.state]));
  rows('calls', status.calls.map((c) =>
    [caller(c), c.dialled, c.state, `${c.flow} ${c.node}`, c.queue, c.place ?? '', wait(c), c.agent, time(c.seconds)]));
  byId('problems').hidden = status.problems.length === 0;
  byId('problems').querySelector('ul').replaceChildren(...status.problems.map((text) => {
    const li = document.createElement('li');
    li.textContent = text;
    return li;
  }));
}

function connection(text, live) {
  byId('connection').textContent = text;
  byId('connection').classList.toggle('live', live);
}

const feed = new EventSource('/live');
feed.onopen = () => connection('live', true);
feed.onerror = () => connection('no connection: what is shown is old', false);
feed.onmessage = (event) => show(JSON.parse(event.data));
