using System.Globalization;

namespace Throughput;

/// <summary>The answers to a crowd.</summary>
internal sealed class CrowdAnswers
{
    private readonly List<double> _milliseconds = [];
    private readonly SortedDictionary<string, int> _others = [];
    private int _overloads;
    private TimeSpan? _shortestWait;
    private TimeSpan? _longestWait;

    public int Accepted => _milliseconds.Count;

    public int All => Accepted + _overloads + _others.Values.Sum();

    /// <summary>How many requests came back after the wait that a refusal asked for.</summary>
    public int Returned { get; private set; }

    /// <summary>How many of them were accepted.</summary>
    public int ReturnedAndAccepted { get; private set; }

    /// <summary>From a request that was accepted to its answer, in milliseconds.</summary>
    public Spread Latency => new(_milliseconds);

    /// <param name="answer">Of one request.</param>
    /// <param name="after">What it took.</param>
    /// <param name="isBack">Whether the client had waited as a refusal asked it to.</param>
    public void Count(in HttpAnswer answer, TimeSpan after, bool isBack)
    {
        Returned += isBack ? 1 : 0;
        ReturnedAndAccepted += isBack && answer.IsAccepted ? 1 : 0;
        if (answer.IsAccepted)
        {
            _milliseconds.Add(after.TotalMilliseconds);
            return;
        }

        CountWait(answer.RetryAfter);
        if (answer.IsOverload && answer.RetryAfter is not null)
        {
            _overloads++;
        }
        else
        {
            CountOther(string.Create(
                CultureInfo.InvariantCulture,
                $"{answer.Status} {answer.Problem}{(answer.RetryAfter is null ? " without Retry-After" : "")}"), 1);
        }
    }

    public void Add(CrowdAnswers more)
    {
        _milliseconds.AddRange(more._milliseconds);
        _overloads += more._overloads;
        Returned += more.Returned;
        ReturnedAndAccepted += more.ReturnedAndAccepted;
        CountWait(more._shortestWait);
        CountWait(more._longestWait);
        foreach ((string what, int count) in more._others)
        {
            CountOther(what, count);
        }
    }

    /// <summary>Who was refused, and how.</summary>
    public string Refusals()
    {
        string waits = _shortestWait is null ? "" : string.Create(
            CultureInfo.InvariantCulture, $", Retry-After {_shortestWait.Value.TotalSeconds:0} to {_longestWait!.Value.TotalSeconds:0} s");
        string others = string.Concat(
            _others.Select(other => string.Create(CultureInfo.InvariantCulture, $"; {other.Value:#,0} were {other.Key}")));
        return string.Create(CultureInfo.InvariantCulture, $"{(double)_overloads / All:0.0%} of them 503 overloaded{waits}{others}");
    }

    private void CountWait(TimeSpan? wait)
    {
        _shortestWait = _shortestWait is null || wait < _shortestWait ? wait ?? _shortestWait : _shortestWait;
        _longestWait = _longestWait is null || wait > _longestWait ? wait ?? _longestWait : _longestWait;
    }

    private void CountOther(string what, int count) => _others[what] = _others.GetValueOrDefault(what) + count;
}
