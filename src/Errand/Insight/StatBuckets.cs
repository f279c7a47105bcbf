using Errand.Storage.Stats;

namespace Errand.Insight;

/// <summary>Adds up what was counted, bucket by bucket.</summary>
internal sealed class StatBuckets : IStatSums
{
    private const string All = "all";

    private readonly StatSeriesQuery _query;
    private readonly bool[] _isWritten;
    private readonly Dictionary<string, StatLineSums> _lines = new(StringComparer.Ordinal);

    public StatBuckets(StatSeriesQuery query)
    {
        _query = query;
        _isWritten = new bool[query.Count];
        if (query.Options.By == StatGroup.Outcome)
        {
            LineOf(All);
            LineOf(WordOf(OutcomeState.Succeeded));
            LineOf(WordOf(OutcomeState.Failed));
            LineOf(WordOf(OutcomeState.Cancelled));
        }
    }

    public void Add(StatRow row)
    {
        int bucket = (int)Math.Floor((row.At - _query.From) / _query.Options.Step);
        if (bucket < 0 || bucket >= _query.Count)
        {
            return;
        }

        _isWritten[bucket] = true;
        StatSeriesOptions options = _query.Options;
        if ((options.Type ?? row.Type) != row.Type || (options.Queue ?? row.Queue) != row.Queue)
        {
            return;
        }

        LineOf(options.By switch
        {
            StatGroup.Type => row.Type,
            StatGroup.Queue => row.Queue,
            _ => All,
        }).Add(bucket, row);
        if (options.By == StatGroup.Outcome && row.Outcome is { } outcome)
        {
            LineOf(WordOf(outcome)).Add(bucket, row);
        }
    }

    /// <summary>By outcome in the order of outcomes, else by name.</summary>
    public IReadOnlyList<StatLine> ToLines() => _query.Options.By == StatGroup.Outcome
        ? [.. _lines.Select(line => line.Value.ToLine(line.Key, _isWritten, hasSubmitted: line.Key == All))]
        :
        [
            .. _lines.OrderBy(line => line.Key, StringComparer.Ordinal)
                .Select(line => line.Value.ToLine(line.Key, _isWritten, hasSubmitted: true)),
        ];

    private StatLineSums LineOf(string key)
    {
        if (!_lines.TryGetValue(key, out StatLineSums? line))
        {
            _lines.Add(key, line = new StatLineSums(_query.Count));
        }

        return line;
    }

    private static string WordOf(OutcomeState outcome) => outcome switch
    {
        OutcomeState.Succeeded => "succeeded",
        OutcomeState.Failed => "failed",
        _ => "cancelled",
    };
}
