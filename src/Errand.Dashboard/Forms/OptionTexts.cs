using System.Globalization;
using System.Text.RegularExpressions;
using Errand.Dashboard.Parts;

namespace Errand.Dashboard.Forms;

/// <summary>The options of the task as they were typed. Blank ones are left to the type.</summary>
/// <param name="texts">By name.</param>
public sealed partial class OptionTexts(IReadOnlyDictionary<string, string> texts)
{
    public const string IdempotencyKey = "idempotencyKey";

    private static readonly (string Name, string Label, Func<TaskTypeView, string> Help)[] Known =
    [
        ("queue", "Queue", type => $"If blank: {type.Queue}."),
        ("priority", "Priority", type => $"-100 to 100, higher runs first. If blank: {Amounts.Plain(type.Priority)}."),
        ("delay", "Delay", _ => "How long it waits before it may start, such as 30 s, 5 min or 2 h. If blank: not at all."),
        ("maxAttempts", "Tries", type => $"1 to 100. If blank: {Amounts.Plain(type.MaxAttempts)}."),
        ("timeout", "Time-out", type => $"How long one try may take. If blank: {(type.Timeout is { } most ? Amounts.Long(most) : "no limit")}."),
        ("ttl", "Keep for", type => $"From now until it is deleted. If blank: {Amounts.Long(type.Ttl)}."),
        ("tags", "Tags", _ => "To find it by, separated by blanks; at most 20."),
        (IdempotencyKey, "Idempotency-Key", _ => "The same key and the same task again is still one task. This one was made for this form."),
    ];

    public string this[string name] => texts.GetValueOrDefault(name, "").Trim();

    /// <summary>What a form with the names of options has sent.</summary>
    public static OptionTexts Posted(IReadOnlyDictionary<string, string> form) =>
        new(Known.ToDictionary(option => option.Name, option => form.GetValueOrDefault("/" + option.Name, "")));

    /// <summary>Whether anything but the key was typed.</summary>
    public bool IsBlank => Known.All(option => option.Name == IdempotencyKey || this[option.Name].Length == 0);

    public OptionTexts With(string name, string text) => new(new Dictionary<string, string>(texts) { [name] = text });

    /// <param name="type">What says of each option how it is left.</param>
    /// <param name="faults">What is wrong.</param>
    public IReadOnlyList<OptionField> FieldsOf(TaskTypeView type, IReadOnlyList<Fault> faults) =>
    [
        .. Known.Select((option, i) => new OptionField(option.Name, option.Label, option.Help(type))
        {
            Id = $"o{Pointers.Number(i + 1)}",
            Text = this[option.Name],
            Faults = [.. faults.Where(fault => NameOf(fault) == option.Name).Select(fault => fault.Detail)],
        }),
    ];

    /// <summary>Whether a fault is one of an option.</summary>
    internal static bool Has(Fault fault) => Known.Any(option => option.Name == NameOf(fault));

    /// <param name="faults">Where goes what cannot be read at all.</param>
    internal SubmitOptions Read(List<Fault> faults) => new()
    {
        Queue = this["queue"] is { Length: > 0 } queue ? queue : null,
        Priority = Integer("priority", faults),
        Delay = Duration("delay", faults),
        MaxAttempts = Integer("maxAttempts", faults),
        Timeout = Duration("timeout", faults),
        TimeToLive = Duration("ttl", faults),
        Tags = this["tags"].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } tags ? tags : null,
        IdempotencyKey = this[IdempotencyKey] is { Length: > 0 } key ? key : null,
    };

    private static string NameOf(Fault fault) => Pointers.OfFragment(fault.Pointer).Split('/') is [_, { } name, ..] ? name : "";

    private int? Integer(string name, List<Fault> faults)
    {
        string text = this[name];
        if (text.Length == 0)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number))
        {
            return number;
        }

        faults.Add(new Fault($"#/{name}", FaultCode.Type, $"{name} must be an integer; got \"{text}\""));
        return null;
    }

    private TimeSpan? Duration(string name, List<Fault> faults)
    {
        string text = this[name];
        if (text.Length == 0)
        {
            return null;
        }

        Match match = Time().Match(text);
        if (match.Success && double.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out double number)
            && number * UnitOf(match.Groups["unit"].Value) is var seconds && Math.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        faults.Add(new Fault($"#/{name}", FaultCode.Type, $"{name} must be a number of seconds, or a time such as 5 min; got \"{text}\""));
        return null;
    }

    private static double UnitOf(string unit) => unit switch
    {
        "ms" => 0.001,
        "m" or "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => 1,
    };

    [GeneratedRegex(@"^(?<number>-?[0-9]+(\.[0-9]+)?)\s*(?<unit>ms|s|m|min|h|d)?\z")]
    private static partial Regex Time();
}
