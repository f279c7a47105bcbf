using System.Text.RegularExpressions;
using Errand.Binding.Text;

namespace Errand.Binding.Checking;

/// <summary>A regular expression that a string must match, as the schema publishes it: in the dialect of ECMA-262.</summary>
internal sealed class PatternRule
{
    /// <summary>Bounds a pattern that may backtrack without end. A loaded machine must not refuse what matches, so it is
    /// generous.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Each is compiled when its first string comes: all of them would take many milliseconds of a start.</summary>
    private static readonly Dictionary<string, PatternRule> OfForms =
        TextForm.All.ToDictionary(form => form.Pattern, form => new PatternRule(form.Pattern, form.Words));

    private readonly string _pattern;
    private readonly string _words;
    private Regex? _regex;

    private PatternRule(string pattern, string words)
    {
        _pattern = pattern;
        _words = words;
    }

    /// <summary>Of an author's pattern, which is compiled now: what is wrong with it must stop the start.</summary>
    public static PatternRule Of(string pattern)
    {
        var rule = new PatternRule(pattern, $"must match the pattern {pattern}");
        rule._regex = rule.Compile();
        return rule;
    }

    /// <summary>Of a pattern of our own: one rule enforces it wherever it stands.</summary>
    public static PatternRule Of(TextForm form) => OfForms[form.Pattern];

    public bool Matches(ReadOnlySpan<char> text) => (_regex ??= Compile()).IsMatch(text);

    public void Check(ref CheckRun run, ReadOnlySpan<char> text)
    {
        if (run.IsFull)
        {
            return;
        }

        try
        {
            if (!Matches(text))
            {
                run.Fault(FaultCode.Pattern, _words);
            }
        }
        catch (RegexMatchTimeoutException)
        {
            run.Fault(FaultCode.Pattern, $"{_words}, and checking that took too long");
        }
    }

    private Regex Compile()
    {
        string pattern = EcmaPattern.Of(_pattern).Enforced;
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
