using System.Text.Json;

namespace Errand.Dashboard.Parts;

/// <summary>An object as a line: <c>dt 0.001 mass 0.145 …</c>.</summary>
/// <param name="Pairs">As many of its members as there is room for; the last value may be cut.</param>
/// <param name="IsCut">Whether there are more.</param>
/// <param name="Whole">The whole object, as JSON.</param>
public sealed record MemberLine(IReadOnlyList<MemberPair> Pairs, bool IsCut, string Whole)
{
    /// <summary>So many characters at most.</summary>
    private const int Room = 80;

    /// <param name="json">An object; another value is a line without names.</param>
    public static MemberLine Of(JsonElement json) => Of(json, ValueOf);

    /// <summary>The same with numbers of about six digits: there is more room for others.</summary>
    public static MemberLine OfSummary(JsonElement json) => Of(json, ShownMember.Short);

    /// <summary>A text as it is, everything else as it was sent.</summary>
    public static string ValueOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static MemberLine Of(JsonElement json, Func<JsonElement, string> textOf)
    {
        string whole = json.GetRawText();
        if (json.ValueKind != JsonValueKind.Object)
        {
            string text = Cut.Line(textOf(json));
            return new MemberLine([new MemberPair("", Cut.At(text, Room))], IsCut: false, whole);
        }

        var pairs = new List<MemberPair>();
        int room = Room;
        foreach (JsonProperty member in json.EnumerateObject())
        {
            string name = Cut.At(Cut.Line(member.Name), Room / 2);
            room -= name.Length + 1;
            if (room < 1)
            {
                return new MemberLine(pairs, IsCut: true, whole);
            }

            string value = Cut.At(Cut.Line(textOf(member.Value)), room);
            room -= value.Length + 1;
            pairs.Add(new MemberPair(name, value));
        }

        return new MemberLine(pairs, IsCut: false, whole);
    }
}
