using System.Globalization;
using System.Text.Json;
using Errand.Control;
using Errand.Web.Errors;
using Errand.Web.Http;
using Errand.Web.Tasks;

namespace Errand.Web.Actions;

/// <summary>Reads the body of <c>POST /v1/tasks/actions</c>.</summary>
internal static class ActionReader
{
    private const long LargestId = (1L << 53) - 1;

    /// <summary>How many faults of ids, and how many unknown members, are named; naming more would not help.</summary>
    private const int MaxFaults = 100;

    private static readonly Dictionary<string, TaskAction> Actions = new(StringComparer.Ordinal)
    {
        ["cancel"] = TaskAction.Cancel,
        ["retry"] = TaskAction.Retry,
        ["delete"] = TaskAction.Delete,
        ["keep"] = TaskAction.Keep,
    };

    /// <summary>Why nothing can be done with the request, or null.</summary>
    /// <param name="body">The body.</param>
    /// <param name="request">What is to be done.</param>
    /// <param name="isDry">Whether tasks are only counted.</param>
    public static Problem? Read(ReadOnlyMemory<byte> body, out ActionRequest? request, out bool isDry)
    {
        List<Fault> faults = [];
        (ActionTerms terms, bool dryRun) = (new ActionTerms(), false);
        Malformed? malformed = JsonBody.Read(body, json => terms = Read(json, ref dryRun, faults));
        isDry = dryRun;
        request = malformed is null && !faults.Exists(fault => fault.Pointer == "#") ? ActionRules.Create(terms, faults) : null;
        return malformed is { } reason ? Problems.Malformed(reason)
            : faults.Count == 0 ? null
            : faults.Exists(fault => fault.Code == FaultCode.Search) ? Problems.InvalidSearch(faults)
            : Problems.Invalid(faults);
    }

    private static ActionTerms Read(JsonElement json, ref bool isDry, List<Fault> faults)
    {
        var terms = new ActionTerms();
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault("#", FaultCode.Type, "the body must be an object with the members action and ids or q"));
            return terms;
        }

        foreach (JsonProperty member in json.EnumerateObject())
        {
            // Null is as good as left out.
            if (member.Value.ValueKind == JsonValueKind.Null && member.Name is "ids" or "q" or "before" or "keep" or "cursor" or "dryRun")
            {
                continue;
            }

            switch (member.Name)
            {
                case "action":
                    terms = terms with { Action = ActionOf(member.Value, faults) };
                    break;
                case "ids":
                    terms = terms with { Ids = IdsOf(member.Value, faults) };
                    break;
                case "q":
                    terms = terms with { Search = TextOf(member, faults) };
                    break;
                case "before":
                    terms = terms with { Before = JsonBody.InstantOf(member.Value, "#", "before", faults) };
                    break;
                case "keep":
                    terms = terms with { Keep = KeepReader.Read(member.Value, "#/keep", faults) };
                    break;
                case "cursor":
                    terms = terms with { Cursor = TextOf(member, faults) };
                    break;
                case "dryRun":
                    isDry = member.Value.ValueKind == JsonValueKind.True;
                    CheckFlag(member, faults);
                    break;
                case var unknown when faults.Count < MaxFaults:
                    faults.Add(new Fault(
                        JsonPointer.To(unknown), FaultCode.Unknown,
                        $"{unknown} is unknown; expected action, ids, q, before, keep, dryRun, cursor"));
                    break;
            }
        }

        return terms;
    }

    private static TaskAction? ActionOf(JsonElement value, List<Fault> faults)
    {
        if (JsonBody.TextOf(value) is { } word && Actions.TryGetValue(word, out TaskAction action))
        {
            return action;
        }

        string code = value.ValueKind == JsonValueKind.String ? FaultCode.Enum : FaultCode.Type;
        faults.Add(new Fault("#/action", code, $"action must be one of {string.Join(", ", Actions.Keys)}"));
        return null;
    }

    private static List<TaskId> IdsOf(JsonElement value, List<Fault> faults)
    {
        var ids = new List<TaskId>();
        if (value.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new Fault("#/ids", FaultCode.Type, "ids must be an array of task ids"));
            return ids;
        }

        foreach (JsonElement item in value.EnumerateArray())
        {
            bool isInteger = item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out long _);
            long id = isInteger ? item.GetInt64() : 0;
            if (id is < 1 or > LargestId && faults.Count < MaxFaults)
            {
                faults.Add(new Fault(
                    string.Create(CultureInfo.InvariantCulture, $"#/ids/{ids.Count}"), isInteger ? FaultCode.Range : FaultCode.Type,
                    "a task id must be an integer from 1 to 9007199254740991"));
            }

            ids.Add(new TaskId(id));
        }

        return ids;
    }

    /// <summary>Not null when it is wrong either: the member was sent.</summary>
    private static string TextOf(JsonProperty member, List<Fault> faults)
    {
        string? text = JsonBody.TextOf(member.Value);
        if (text is null)
        {
            faults.Add(new Fault($"#/{member.Name}", FaultCode.Type, $"{member.Name} must be a string"));
        }

        return text ?? "";
    }

    private static void CheckFlag(JsonProperty member, List<Fault> faults)
    {
        if (member.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            faults.Add(new Fault($"#/{member.Name}", FaultCode.Type, $"{member.Name} must be true or false"));
        }
    }
}
