using System.Numerics;

namespace Errand.Binding.Text;

/// <summary>How a type that JSON has no form of its own for is written as a string: for machines, and for people.</summary>
/// <param name="Pattern">All that the form allows, and nothing else.</param>
/// <param name="Example">A text of the form.</param>
/// <param name="Words">What a sentence says in place of the pattern, which is hard to read.</param>
/// <param name="Format">The format of JSON Schema that has the same texts, or more.</param>
/// <param name="Doubt">Why a text of the form may still be no value of the type; null when each one is.</param>
internal sealed record TextForm(string Pattern, string Example, string Words, string? Format = null, TextDoubt? Doubt = null)
{
    private static readonly Dictionary<Type, TextForm> Forms = new()
    {
        [typeof(TimeSpan)] = new(TextPattern.Duration, "1.06:30:00", "must be a duration of the form [d.]hh:mm:ss[.fffffff], such as 1.06:30:00"),
        [typeof(DateOnly)] = new(TextPattern.Date, "2026-11-24", "must be a date of the form yyyy-MM-dd, such as 2026-11-24", "date"),
        // JSON Schema's "time" has an offset, which a TimeOnly has not.
        [typeof(TimeOnly)] = new(TextPattern.Time, "08:15:30", "must be a time of the form hh:mm[:ss[.fffffff]], such as 08:15:30"),
        [typeof(DateTimeOffset)] = new(
            TextPattern.Instant, "2026-11-24T08:15:30Z", "must be an instant with Z or an offset, such as 2026-11-24T08:15:30Z or 2026-11-24T08:15:30.125+01:00",
            "date-time", TextDoubt.EndsOfTime),
        // JSON Schema's "date-time" must have an offset, and a DateTime need not.
        [typeof(DateTime)] = new(
            TextPattern.DateAndTime, "2026-11-24T08:15:30", "must be a date and time, such as 2026-11-24T08:15:30, 2026-11-24T08:15:30Z or 2026-11-24",
            Doubt: TextDoubt.EndsOfTime),
        [typeof(Guid)] = new(TextPattern.Uuid, "c8f2e1d0-0000-4000-8000-000000000000", "must be a UUID, such as c8f2e1d0-0000-4000-8000-000000000000", "uuid"),
        [typeof(Version)] = new(TextPattern.Version, "1.2.3", "must be a version of two to four numbers, such as 1.2.3"),
        [typeof(char)] = new(TextPattern.Utf16Units, "a", "must be one UTF-16 code unit, such as \"a\" or \"é\"; an emoji is two"),
        [typeof(byte[])] = new(TextPattern.Base64, "AQI=", "must be base64 with its padding, such as AQI="),
        [typeof(Uri)] = new(
            TextPattern.Uri, "https://example.org/", "must be an absolute URI of RFC 3986, such as https://example.org/a?b=%C3%A4", "uri", TextDoubt.Addresses),
    };

    private static readonly Dictionary<Type, TextForm> IntegerForms =
        IntegerBounds.Types.ToDictionary(type => type, type => OfInteger(IntegerBounds.Of(type)!.Value));

    /// <summary>Of a char that is a key, whose length no keyword of its own counts.</summary>
    public static TextForm CharKey { get; } = new(
        TextPattern.Utf16Unit, "a", "must be one UTF-16 code unit, such as \"a\" or \"é\"; an emoji is two");

    private static readonly Dictionary<string, TextForm> ByPattern =
        Forms.Values.Concat(IntegerForms.Values).Append(CharKey).DistinctBy(f => f.Pattern).ToDictionary(f => f.Pattern);

    /// <summary>All forms there are.</summary>
    public static IReadOnlyCollection<TextForm> All => ByPattern.Values;

    /// <summary>The form of a type that is written as a string; null for any other.</summary>
    public static TextForm? Of(Type type) =>
        Forms.GetValueOrDefault(type == typeof(Memory<byte>) || type == typeof(ReadOnlyMemory<byte>) ? typeof(byte[]) : type);

    /// <summary>The form of an integer where JSON has room for a string only; null for any other type.</summary>
    public static TextForm? OfInteger(Type type) => IntegerForms.GetValueOrDefault(type);

    /// <summary>The form with this very pattern.</summary>
    public static TextForm? With(string pattern) => ByPattern.GetValueOrDefault(pattern);

    private static TextForm OfInteger((BigInteger Minimum, BigInteger Maximum) bounds)
    {
        (string minimum, string maximum) =
            (IntegerBounds.Number(bounds.Minimum).ToJsonString(), IntegerBounds.Number(bounds.Maximum).ToJsonString());
        return new TextForm(
            TextPattern.Integer(minimum, maximum), "7", $"must be an integer from {minimum} to {maximum} in plain digits, such as 7");
    }
}
