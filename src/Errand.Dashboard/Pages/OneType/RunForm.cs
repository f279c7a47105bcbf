using System.Text.Json;
using Errand.Dashboard.Forms;
using Errand.Dashboard.Parts.Json;

namespace Errand.Dashboard.Pages.OneType;

/// <summary>Makes the form that runs a task, and reads what was sent.</summary>
internal static class RunForm
{
    private const string TooOdd = "These arguments are shown as JSON: the fields of the form cannot hold all of them.";

    /// <summary>A form with arguments that come from somewhere.</summary>
    /// <param name="type">The task type.</param>
    /// <param name="from">Where they come from.</param>
    /// <param name="args">The arguments; null: none.</param>
    /// <param name="key">Makes a double click one task.</param>
    public static RunModel Of(TaskTypeView type, FilledFrom from, JsonElement? args, string key)
    {
        ArgsForm? fields = args is { } known ? ArgsForm.Of(type.Args, known) : ArgsForm.Blank(type.Args);
        return new RunModel
        {
            Fields = fields,
            Json = fields is null ? JsonPrinter.Print(args!.Value).ToString() : "",
            Options = new OptionTexts(new Dictionary<string, string> { [OptionTexts.IdempotencyKey] = key }),
            Key = key,
            Note = from.Note ?? (fields is null ? TooOdd : null),
        };
    }

    public static string NewKey() => $"form-{Guid.NewGuid():N}";

    /// <summary>The form as it was sent.</summary>
    public static RunModel Posted(TaskTypeView type, IReadOnlyDictionary<string, string> form) => new()
    {
        Fields = form.ContainsKey("json") ? null : ArgsForm.Posted(type.Args, form),
        Json = form.GetValueOrDefault("json", ""),
        Options = OptionTexts.Posted(form),
        Key = form.GetValueOrDefault("key", ""),
    };

    /// <summary>What the form holds as JSON.</summary>
    public static ArgsText TextOf(RunModel run) => run.Fields is { } fields
        ? ArgsFormReader.Read(fields)
        : new ArgsText(run.Json, TypedJson.TryParse(run.Json, out _, out string? where)
            ? []
            : [new Fault("", FaultCode.Type, $"The JSON cannot be read: look at {where}.")], new Dictionary<string, ArgsField>());

    /// <summary>The same as JSON that can be typed on.</summary>
    public static RunModel AsJson(RunModel run)
    {
        ArgsText text = TextOf(run);
        return text.Faults.Count > 0
            ? WithFaults(run, text, text.Faults)
            : run with { Fields = null, Json = JsonPrinter.Print(JsonElement.Parse(text.Json)).ToString() };
    }

    /// <summary>The same as fields, if they can hold it.</summary>
    public static RunModel AsFields(RunModel run, TaskTypeView type)
    {
        ArgsText text = TextOf(run);
        return text.Faults.Count > 0 ? WithFaults(run, text, text.Faults)
            : ArgsForm.Of(type.Args, JsonElement.Parse(text.Json)) is { } fields ? run with { Fields = fields, Json = "" }
            : run with { Note = "The fields of the form cannot hold these arguments: a member is unknown, or of another type." };
    }

    /// <summary>Puts each fault beside its field, and the rest on top; there, all are named in the order of the fields.</summary>
    public static RunModel WithFaults(RunModel run, ArgsText text, IReadOnlyList<Fault> faults)
    {
        List<(TopFault Fault, int Order)> top = [];
        ArgsField[] fields = [.. run.Fields?.Root.All() ?? []];
        foreach (Fault fault in faults.Where(fault => !OptionTexts.Has(fault)))
        {
            ArgsField? place = text.FieldOf(fault) is { } found && found != run.Fields?.Root ? found : null;
            place?.Wrong.Add(fault.Detail);
            var named = new TopFault(place is null ? SentenceOf(fault, run) : fault.Detail, place?.Id);
            top.Add((named, place is null ? -1 : fields.IndexOf(place)));
        }

        if (run.Fields?.Root.All().FirstOrDefault(field => field.Wrong.Count > 0) is { } first)
        {
            first.IsFocused = true;
        }

        IEnumerable<TopFault> options = faults.Where(OptionTexts.Has).Select(fault => new TopFault(fault.Detail, null));
        return run with { Faults = [.. top.OrderBy(each => each.Order).Select(each => each.Fault), .. options] };
    }

    /// <summary>In JSON there is no field that says where.</summary>
    private static string SentenceOf(Fault fault, RunModel run) =>
        run.Fields is null && fault.Pointer.Length > 1 ? $"{Pointers.OfFragment(fault.Pointer)}: {fault.Detail}" : fault.Detail;
}
