using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Errand.Web.Query;

/// <summary>The query of a request, read by the parameters that its route accepts.</summary>
/// <remarks>
/// A value that cannot be read makes the request malformed; one that is out of range is a fault, found where all options are
/// checked. Names count as written, so the framework's own reader, for which <c>Wait</c> is <c>wait</c>, is not used.
/// </remarks>
internal sealed class RequestQuery(IReadOnlyList<QueryParameter> accepted)
{
    /// <summary>Null when there are none.</summary>
    public OptionsDraft? Options { get; private set; }

    /// <summary>As it was sent; null when it was not.</summary>
    public string? Wait { get; private set; }

    /// <summary>The parameters that the route does not accept.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>Why the query is malformed, or null.</summary>
    public Malformed? Read(QueryString query)
    {
        Malformed? malformed = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query.Value))
        {
            string name = pair.DecodeName().ToString();
            string value = pair.DecodeValue().ToString();
            malformed ??= seen.Add(name) || QueryParameters.MayRepeat(name)
                ? Take(name, value)
                : new Malformed($"The query has {name} twice.");
        }

        return malformed;
    }

    private QueryParameter? Find(string name)
    {
        foreach (QueryParameter parameter in accepted)
        {
            if (parameter.Name == name)
            {
                return parameter;
            }
        }

        return null;
    }

    private Malformed? Take(string name, string value)
    {
        if (Find(name) is not { } parameter)
        {
            Faults.Add(new Fault(JsonPointer.To(name), FaultCode.Unknown, $"{name} is not a query parameter of this route"));
            return null;
        }

        if (parameter == QueryParameters.Wait)
        {
            Wait = value;
            return null;
        }

        return TakeOption(name, value, Options ??= new OptionsDraft());
    }

    private static Malformed? TakeOption(string name, string value, OptionsDraft options)
    {
        switch (name)
        {
            case "queue":
                options.Queue = value;
                return null;
            case "tag":
                (options.Tags ??= []).Add(value);
                return null;
            case "priority":
                options.Priority = Integer(value);
                return options.Priority is null ? new Malformed($"{name} must be an integer.") : null;
            case "maxAttempts":
                options.MaxAttempts = Integer(value);
                return options.MaxAttempts is null ? new Malformed($"{name} must be an integer.") : null;
            case "delay":
                options.Delay = Number(value);
                return options.Delay is null ? new Malformed($"{name} must be a number of seconds.") : null;
            case "ttl":
                options.Ttl = Number(value);
                return options.Ttl is null ? new Malformed($"{name} must be a number of seconds.") : null;
            case "timeout":
                options.Timeout = Number(value);
                return options.Timeout is null ? new Malformed($"{name} must be a number of seconds.") : null;
            default:
                options.RunAt = Instants.TryParse(value, out DateTimeOffset instant) ? instant : null;
                return options.RunAt is null
                    ? new Malformed($"{name} must be {Instants.Description}; in a query a + is written %2B.")
                    : null;
        }
    }

    private static double? Number(string value) => Seconds.TryParse(value, out double seconds) ? seconds : null;

    private static int? Integer(string value) => Integers.TryParse(value, out int nearest) ? nearest : null;
}
