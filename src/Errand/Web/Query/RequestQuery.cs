using Errand.Submitting;
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
    private readonly List<KeyValuePair<string, string>> _values = [];

    /// <summary>Null when there are none.</summary>
    public SubmitOptions? Options { get; private set; }

    /// <summary>The parameters that the route does not accept.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>A parameter that is no option of a task, as it was sent; null when it was not.</summary>
    public string? this[QueryParameter parameter] => All(parameter).Select(pair => pair.Value).FirstOrDefault();

    /// <summary>The names and values that were sent for a parameter, in their order. Options of a task are not among them.</summary>
    public IEnumerable<KeyValuePair<string, string>> All(QueryParameter parameter) => _values.Where(pair => parameter.IsNamed(pair.Key));

    /// <summary>Why the query is malformed, or null.</summary>
    public Malformed? Read(QueryString query)
    {
        Malformed? malformed = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in new QueryStringEnumerable(query.Value))
        {
            string name = pair.DecodeName().ToString();
            string value = pair.DecodeValue().ToString();
            malformed ??= seen.Add(name) || QueryParameters.MayRepeat(name) || Find(name) is { IsRepeatable: true }
                ? Take(name, value)
                : new Malformed($"The query has {name} twice.");
        }

        return malformed;
    }

    private QueryParameter? Find(string name)
    {
        for (int i = 0; i < accepted.Count; i++)
        {
            if (accepted[i].IsNamed(name))
            {
                return accepted[i];
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

        if (parameter.Option is { } option)
        {
            return TakeOption(option, value, Options ??= new SubmitOptions());
        }

        _values.Add(new(name, value));
        return null;
    }

    private static Malformed? TakeOption(TaskOption option, string value, SubmitOptions options)
    {
        switch (option)
        {
            case TaskOption<string?> text:
                text.Set(options, value);
                return null;
            case TaskOption<IReadOnlyList<string>?> texts when texts.Get(options) is List<string> some:
                some.Add(value);
                return null;
            case TaskOption<IReadOnlyList<string>?> texts:
                texts.Set(options, new List<string> { value });
                return null;
            case TaskOption<int?> integer when Integers.TryParse(value, out int nearest):
                integer.Set(options, nearest);
                return null;
            case TaskOption<int?>:
                return new Malformed($"{option.QueryName} must be an integer.");
            case TaskOption<TimeSpan?> duration when Seconds.TryParse(value, out double seconds):
                duration.Set(options, Seconds.ToTimeSpan(seconds));
                return null;
            case TaskOption<TimeSpan?>:
                return new Malformed($"{option.QueryName} must be a number of seconds.");
            case TaskOption<DateTimeOffset?> instant when InstantForm.TryParse(value, out DateTimeOffset at):
                instant.Set(options, at);
                return null;
            case TaskOption<DateTimeOffset?>:
                return new Malformed($"{option.QueryName} must be {InstantForm.Description}; in a query a + is written %2B.");
            default:
                throw new NotSupportedException($"The option {option.Name} has no form in a query.");
        }
    }
}
