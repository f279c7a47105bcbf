using System.Text.RegularExpressions;

namespace Errand.Binding;

/// <summary>A regular expression that a string must match, as the schema publishes it.</summary>
internal sealed class PatternRule
{
    /// <summary>Bounds a pattern that may backtrack without end. A loaded machine must not refuse what matches, so it is generous.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Regex _regex;
    private readonly string _words;

    public PatternRule(string pattern, string? words = null)
    {
        _words = words ?? $"must match the pattern {pattern}";
        _regex = Compile(EndsExactly(pattern));
    }

    public void Check(ref CheckRun run, ReadOnlySpan<char> text)
    {
        if (run.IsFull)
        {
            return;
        }

        try
        {
            if (!_regex.IsMatch(text))
            {
                run.Fault(FaultCode.Pattern, _words);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            run.Fault(FaultCode.Pattern, $"{_words}, which took too long to find out");
        }
    }

    public bool Matches(ReadOnlySpan<char> text) => _regex.IsMatch(text);

    /// <summary>In .NET <c>$</c> also matches before a last line break; in JSON Schema it does not.</summary>
    private static string EndsExactly(string pattern) =>
        pattern.StartsWith('^') && pattern.EndsWith('$') && !pattern.EndsWith("\\$", StringComparison.Ordinal) ? $"{pattern[..^1]}\\z" : pattern;

    private static Regex Compile(string pattern)
    {
        try
        {
            // Takes a time that grows with the text alone, and a body is bounded: no time-out.
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);
        }
        catch (NotSupportedException)
        {
            // Look-arounds and back references need backtracking: the time-out is what bounds them.
            return new Regex(pattern, RegexOptions.CultureInvariant, Patience);
        }
    }
}
