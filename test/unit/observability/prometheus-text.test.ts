import { prometheusText } from '../../../lib/observability/prometheus-text.ts';

describe('the text that Prometheus reads', () => {
  it('has a head for each family, and a line for each series', () => {
    const text = prometheusText([
      { name: 'up_total', help: 'How often', type: 'counter', samples: [{ value: 3 }] },
      {
        name: 'heat',
        help: 'In a room',
        type: 'gauge',
        samples: [
          { labels: { room: 'a' }, value: -0.5 },
          { labels: { room: 'b' }, value: 1e-7 },
        ],
      },
    ]);

    expect(text.split('\n')).toEqual([
      '# HELP up_total How often',
      '# TYPE up_total counter',
      'up_total 3',
      '# HELP heat In a room',
      '# TYPE heat gauge',
      'heat{room="a"} -0.5',
      'heat{room="b"} 1e-7',
      '',
    ]);
  });

  it('counts each bucket of a histogram together with those below it, the last one without a bound', () => {
    const text = prometheusText([
      {
        name: 'seconds',
        help: 'It took',
        type: 'histogram',
        samples: [{ labels: { mode: 'fast' }, value: { bounds: [0.5, 1], counts: [2, 0, 3], sum: 31.25 } }],
      },
    ]);

    expect(text.split('\n').slice(2, -1)).toEqual([
      'seconds_bucket{mode="fast",le="0.5"} 2',
      'seconds_bucket{mode="fast",le="1"} 2',
      'seconds_bucket{mode="fast",le="+Inf"} 5',
      'seconds_sum{mode="fast"} 31.25',
      'seconds_count{mode="fast"} 5',
    ]);
  });

  it('says what is no number in the words of Prometheus', () => {
    const samples = [NaN, Infinity, -Infinity].map((value) => ({ value }));

    const text = prometheusText([{ name: 'odd', help: 'Odd', type: 'gauge', samples }]);

    expect(text.split('\n').slice(2, -1)).toEqual(['odd NaN', 'odd +Inf', 'odd -Inf']);
  });

  it('lets no label and no help end before its time', () => {
    const text = prometheusText([
      { name: 'x', help: 'a\\b\nc', type: 'gauge', samples: [{ labels: { l: 'q"\\\n' }, value: 1 }] },
    ]);

    expect(text.split('\n')).toEqual([
      String.raw`# HELP x a\\b\nc`,
      '# TYPE x gauge',
      String.raw`x{l="q\"\\\n"} 1`,
      '',
    ]);
  });

  it('leaves out what has no series', () => {
    expect(prometheusText([{ name: 'x', help: 'X', type: 'gauge', samples: [] }])).toBe('');
  });
});
