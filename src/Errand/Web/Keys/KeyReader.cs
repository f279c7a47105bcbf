using System.Text.Json;
using Errand.Access;
using Errand.Web.Errors;
using Errand.Web.Http;

namespace Errand.Web.Keys;

/// <summary>Reads the bodies of the routes that make keys.</summary>
internal static class KeyReader
{
    /// <summary>How many unknown members are named; naming more would not help.</summary>
    private const int MaxUnknown = 100;

    private const string Members = "name, scopes, expiresIn, rate, note";

    /// <summary>The body of <c>POST /v1/keys</c>. Why no key can be made so, or null.</summary>
    public static Problem? Read(ReadOnlyMemory<byte> body, out KeyTerms terms)
    {
        List<Fault> faults = [];
        KeyTerms read = new("", Scopes.None, null, null, null);
        Malformed? malformed = JsonBody.Read(body, json => read = Read(json, faults));
        terms = read;
        return malformed is { } reason ? Problems.Malformed(reason) : faults.Count > 0 ? Problems.Invalid(faults) : null;
    }

    /// <summary>The body of <c>POST /v1/keys/{id}/rotate</c>. Why no key can be rotated so, or null.</summary>
    public static Problem? Read(ReadOnlyMemory<byte> body, out TimeSpan overlap)
    {
        List<Fault> faults = [];
        TimeSpan? read = null;
        Malformed? malformed = JsonBody.Read(body, json => read = OverlapOf(json, faults));
        overlap = read ?? KeyIssuer.DefaultOverlap;
        return malformed is { } reason ? Problems.Malformed(reason) : faults.Count > 0 ? Problems.Invalid(faults) : null;
    }

    private static KeyTerms Read(JsonElement json, List<Fault> faults)
    {
        KeyTerms terms = new("", Scopes.None, null, null, null);
        if (!IsObject(json, "name and scopes", faults))
        {
            return terms;
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "name":
                    terms = terms with { Name = NameOf(member.Value, faults) };
                    break;
                case "scopes":
                    terms = terms with { Scopes = ScopesOf(member.Value, faults) };
                    break;
                case "expiresIn":
                    terms = terms with { Lifetime = SecondsOf(member, KeyRules.MinLifetime, faults) };
                    break;
                case "rate":
                    terms = terms with { Rate = NumberOf(member, KeyRules.MinRate, KeyRules.MaxRate, "a number of requests a second", faults) };
                    break;
                case "note":
                    terms = terms with { Note = NoteOf(member.Value, faults) };
                    break;
                case var unknown when faults.Count < MaxUnknown:
                    faults.Add(new Fault(JsonPointer.To(unknown), FaultCode.Unknown, $"{unknown} is unknown; expected {Members}"));
                    break;
            }
        }

        Require(json, "name", faults);
        Require(json, "scopes", faults);
        return terms;
    }

    private static TimeSpan? OverlapOf(JsonElement json, List<Fault> faults)
    {
        TimeSpan? overlap = null;
        if (!IsObject(json, "overlap", faults))
        {
            return overlap;
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            if (member.Name == "overlap")
            {
                overlap = SecondsOf(member, TimeSpan.Zero, faults);
            }
            else if (faults.Count < MaxUnknown)
            {
                faults.Add(new Fault(JsonPointer.To(member.Name), FaultCode.Unknown, $"{member.Name} is unknown; expected overlap"));
            }
        }

        return overlap;
    }

    private static bool IsObject(JsonElement json, string members, List<Fault> faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault("#", FaultCode.Type, $"the body must be an object; its members are {members}"));
        }

        return json.ValueKind == JsonValueKind.Object;
    }

    private static void Require(JsonElement json, string name, List<Fault> faults)
    {
        if (!json.TryGetProperty(name, out _))
        {
            faults.Add(new Fault($"#/{name}", FaultCode.Required, $"{name} is missing"));
        }
    }

    private static string NameOf(JsonElement value, List<Fault> faults)
    {
        string? name = JsonBody.TextOf(value);
        if (!NameRule.Holds(name))
        {
            faults.Add(new Fault("#/name", name is null ? FaultCode.Type : FaultCode.Pattern, $"name must be {NameRule.Shape}"));
        }

        return name ?? "";
    }

    private static Scopes ScopesOf(JsonElement value, List<Fault> faults)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new Fault("#/scopes", FaultCode.Type, "scopes must be an array of scopes, such as [\"submit:add\", \"read\"]"));
            return Scopes.None;
        }

        List<string> words = [];
        foreach (JsonElement item in value.EnumerateArray())
        {
            string? word = JsonBody.TextOf(item);
            if (word is null || word.Any(char.IsWhiteSpace) || !Scopes.TryParse(word, out Scopes? one) || one.Words.Count != 1)
            {
                faults.Add(new Fault(
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#/scopes/{words.Count}"),
                    word is null ? FaultCode.Type : FaultCode.Enum,
                    "a scope must be submit:TYPE, read, read:own, act, act:own, handle:TYPE, metrics, admin or *"));
                return Scopes.None;
            }

            words.Add(word);
        }

        return Scopes.Parse(string.Join(' ', words));
    }

    private static TimeSpan? SecondsOf(JsonProperty member, TimeSpan least, List<Fault> faults) =>
        NumberOf(member, least.TotalSeconds, KeyRules.MaxLifetime.TotalSeconds, "a number of seconds", faults) is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static double? NumberOf(JsonProperty member, double least, double most, string kind, List<Fault> faults)
    {
        if (member.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        bool isNumber = member.Value.ValueKind == JsonValueKind.Number;
        if (isNumber && member.Value.TryGetDouble(out double number) && number >= least && number <= most)
        {
            return number;
        }

        faults.Add(new Fault(
            $"#/{member.Name}", isNumber ? FaultCode.Range : FaultCode.Type,
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{member.Name} must be {kind} from {least} to {most}, or null")));
        return null;
    }

    private static string? NoteOf(JsonElement value, List<Fault> faults)
    {
        string? note = JsonBody.TextOf(value);
        if (note is null && value.ValueKind != JsonValueKind.Null)
        {
            faults.Add(new Fault("#/note", FaultCode.Type, "note must be a string"));
        }
        else if (note?.EnumerateRunes().Count() > TaskLimits.MaxNoteLength)
        {
            faults.Add(new Fault("#/note", FaultCode.Length, KeyRules.NoteTooLong));
        }

        return note;
    }
}
