using System.Globalization;

namespace Errand.Access;

/// <summary>The words of <c>keys create NAME</c>, <c>keys list</c>, <c>keys revoke ID</c> and <c>keys rotate ID</c>.</summary>
internal sealed record KeyCommandLine
{
    /// <summary>The first word of the command line.</summary>
    public const string Word = "keys";

    public const string Usage =
        "keys create NAME --scope \"submit:add read\" [--expires 90d] [--rate 50] [--note TEXT], keys list, keys revoke ID, "
        + "or keys rotate ID [--overlap 7d]";

    private static readonly string[] Options = ["--scope", "--expires", "--rate", "--note", "--overlap"];

    /// <summary><c>create</c>, <c>list</c>, <c>revoke</c> or <c>rotate</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The name or id; empty for a list.</summary>
    public string Target { get; init; } = "";

    public Scopes Scopes { get; init; } = Scopes.None;

    /// <summary>Null: for ever.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Requests a second; null: as many as the setting says.</summary>
    public double? Rate { get; init; }

    public string? Note { get; init; }

    public TimeSpan Overlap { get; init; } = KeyIssuer.DefaultOverlap;

    /// <summary>Everything else: settings.</summary>
    public required IReadOnlyList<string> Rest { get; init; }

    /// <summary>Reads the words behind <see cref="Word"/>.</summary>
    /// <exception cref="FormatException">They are wrong; the message says how they should be.</exception>
    public static KeyCommandLine Parse(IReadOnlyList<string> words)
    {
        string[] plain = [.. words.TakeWhile(word => !word.StartsWith('-'))];
        KeyCommandLine command = plain switch
        {
            ["list"] => new KeyCommandLine { Verb = "list", Rest = [] },
            ["create", var name] when NameRule.Holds(name) => new KeyCommandLine { Verb = "create", Target = name, Rest = [] },
            ["create", var name] => throw Wrong($"\"{name}\" cannot be the name of a key: it must be {NameRule.Shape}"),
            ["revoke" or "rotate", var id] => new KeyCommandLine { Verb = plain[0], Target = id, Rest = [] },
            _ => throw Wrong($"\"{string.Join(' ', plain)}\" is not a command"),
        };
        command = ReadOptions(command, [.. words.Skip(plain.Length)]);
        return command.Verb == "create" && command.Scopes.Words.Count == 0
            ? throw Wrong("--scope is missing; it says what the key is good for")
            : command;
    }

    private static KeyCommandLine ReadOptions(KeyCommandLine command, string[] words)
    {
        List<string> rest = [];
        for (int i = 0; i < words.Length; i++)
        {
            if (!Options.Contains(words[i]))
            {
                rest.Add(words[i]);
                continue;
            }

            if (i + 1 == words.Length)
            {
                throw Wrong($"{words[i]} has no value");
            }

            command = With(command, words[i], words[++i]);
        }

        return command with { Rest = rest };
    }

    private static KeyCommandLine With(KeyCommandLine command, string option, string value) => (command.Verb, option) switch
    {
        ("create", "--scope") => command with
        {
            Scopes = Scopes.TryParse(value, out Scopes? scopes) ? scopes
                : throw Wrong($"\"{value}\" are not scopes; scopes are submit:TYPE, read, read:own, act, act:own, handle:TYPE, metrics, admin and *"),
        },
        ("create", "--expires") => command with { Lifetime = DurationOf(option, value, KeyRules.MinLifetime) },
        ("create", "--rate") => command with { Rate = RateOf(value) },
        ("create", "--note") => command with
        {
            Note = value.EnumerateRunes().Count() <= TaskLimits.MaxNoteLength ? value : throw Wrong(KeyRules.NoteTooLong),
        },
        ("rotate", "--overlap") => command with { Overlap = DurationOf(option, value, TimeSpan.Zero) },
        _ => throw Wrong($"{option} does not belong to {Word} {command.Verb}"),
    };

    private static double RateOf(string value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double rate)
        && rate is >= KeyRules.MinRate and <= KeyRules.MaxRate
            ? rate
            : throw Wrong(string.Create(
                CultureInfo.InvariantCulture,
                $"--rate is \"{value}\"; expected a number of requests a second from {KeyRules.MinRate} to {KeyRules.MaxRate}"));

    /// <summary>A number and its unit: s, m, h or d.</summary>
    private static TimeSpan DurationOf(string option, string value, TimeSpan least)
    {
        double seconds = value is [.., var unit] ? unit switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86_400, _ => 0 } : 0;
        return seconds > 0 && int.TryParse(value[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count * seconds >= least.TotalSeconds && count * seconds <= KeyRules.MaxLifetime.TotalSeconds
                ? TimeSpan.FromSeconds(count * seconds)
                : throw Wrong($"{option} is \"{value}\"; expected a whole number and s, m, h or d, such as 90d, and at most 10 years");
    }

    private static FormatException Wrong(string what) => new($"{what}. The commands are {Usage}.");
}
