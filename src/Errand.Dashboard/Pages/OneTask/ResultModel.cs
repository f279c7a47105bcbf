using Errand.Dashboard.Parts.Json;

namespace Errand.Dashboard.Pages.OneTask;

/// <summary>The result of a task, as far as it has one.</summary>
public sealed record ResultModel
{
    public static readonly ResultModel None = new();

    /// <summary>The result itself; null when there is none, and when it is large.</summary>
    public JsonText? Text { get; init; }

    /// <summary>What it is, and what is in it; null when there is none.</summary>
    public ResultShape? Shape { get; init; }

    /// <summary>The few numbers of it that its author finds most telling.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Summary { get; init; } = [];

    /// <summary>Whether it is a number, true, false or null.</summary>
    public bool IsOneValue => Shape?.Kind is ResultKind.Number or ResultKind.Boolean or ResultKind.Null;

    /// <summary>Whether it is a table.</summary>
    public bool HasCsv => Shape?.Kind is ResultKind.Numbers or ResultKind.Strings or ResultKind.Booleans or ResultKind.Instants
        or ResultKind.Complex or ResultKind.Vectors or ResultKind.Matrix or ResultKind.Records or ResultKind.Columns;

    /// <summary>Whether it is an array of numbers.</summary>
    public bool HasNpy => Shape?.Kind is ResultKind.Numbers or ResultKind.Vectors or ResultKind.Matrix or ResultKind.Grid;
}
