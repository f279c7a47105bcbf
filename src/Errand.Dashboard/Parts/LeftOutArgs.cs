using System.Text.Json;
using Errand.Dashboard.Forms;
using Errand.Dashboard.Parts.Texts;

namespace Errand.Dashboard.Parts;

/// <summary>The arguments that a task was submitted without, and the defaults of its type. What is stored does not say which default
/// the run had: it is the one of the type as it is now.</summary>
internal static class LeftOutArgs
{
    private const int LongestValue = 200;

    /// <summary>For people who see such a value.</summary>
    public const string Meaning = "Left out by who submitted the task: this is the default of its type as it is now";

    /// <summary>Names and values, as the page shows them.</summary>
    /// <param name="type">The type of the task.</param>
    /// <param name="args">The arguments; null when they were not read, or there are none.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(TaskTypeView type, JsonElement? args) =>
    [
        .. JsonOf(type, args).Select(member =>
            KeyValuePair.Create(VisibleText.Of(member.Key), Cut.At(Cut.Line(MemberLine.ValueOf(member.Value)), LongestValue))),
    ];

    /// <summary>Names and values, as they are stored in arguments that have them.</summary>
    public static IEnumerable<KeyValuePair<string, JsonElement>> JsonOf(TaskTypeView type, JsonElement? args) =>
        args is { ValueKind: JsonValueKind.Object } given
            ? SchemaMembers.DefaultsOf(type.Args).Where(member => !given.TryGetProperty(member.Key, out _))
            : [];
}
