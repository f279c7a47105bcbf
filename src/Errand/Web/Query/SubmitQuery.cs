using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Errand.Web.Query;

/// <summary>The query of a submit: <c>wait</c>, and on one of the routes the options.</summary>
/// <remarks>
/// A value that cannot be read makes the request malformed; one that is out of range is a fault, found where all options are
/// checked. Names count as written, so the framework's own reader, for which <c>Wait</c> is <c>wait</c>, is not used.
/// </remarks>
internal sealed class SubmitQuery(bool takesOptions)
{
    public OptionsDraft Options { get; } = new();

    public string? Wait { get; private set; }

    public List<Fault> Faults { get; } = [];

    /// <summary>Why the query is malformed, or null.</summary>
    public string? Read(QueryString query)
    {
        string? malformed = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query.Value))
        {
            string name = pair.DecodeName().ToString();
            string value = pair.DecodeValue().ToString();
            malformed ??= seen.Add(name) || name == "tag" ? Take(name, value) : $"The query has {name} twice.";
        }

        return malformed;
    }

    private string? Take(string name, string value)
    {
        if (name == "wait")
        {
            Wait = value;
            return null;
        }

        return takesOptions ? TakeOption(name, value) : Unknown(name);
    }

    private string? TakeOption(string name, string value)
    {
        switch (name)
        {
            case "queue":
                Options.Queue = value;
                return null;
            case "tag":
                (Options.Tags ??= []).Add(value);
                return null;
            case "priority":
                Options.Priority = Integer(value);
                return Options.Priority is null ? $"{name} must be an integer." : null;
            case "maxAttempts":
                Options.MaxAttempts = Integer(value);
                return Options.MaxAttempts is null ? $"{name} must be an integer." : null;
            case "delay":
                Options.Delay = Number(value);
                return Options.Delay is null ? $"{name} must be a number of seconds." : null;
            case "ttl":
                Options.Ttl = Number(value);
                return Options.Ttl is null ? $"{name} must be a number of seconds." : null;
            case "timeout":
                Options.Timeout = Number(value);
                return Options.Timeout is null ? $"{name} must be a number of seconds." : null;
            case "runAt":
                Options.RunAt = Instants.TryParse(value, out DateTimeOffset instant) ? instant : null;
                return Options.RunAt is null ? $"{name} must be {Instants.Description}; in a query a + is written %2B." : null;
            default:
                return Unknown(name);
        }
    }

    private string? Unknown(string name)
    {
        Faults.Add(new Fault(JsonPointer.To(name), FaultCode.Unknown, $"{name} is not a query parameter of this route"));
        return null;
    }

    private static double? Number(string value) => Seconds.TryParse(value, out double seconds) ? seconds : null;

    private static int? Integer(string value) => Integers.TryParse(value, out int nearest) ? nearest : null;
}
