namespace Errand.Dashboard.Forms;

/// <summary>A field for an option of the task.</summary>
/// <param name="Name">Its name in the form of <c>POST /v1/tasks</c>, which faults point to.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Help">What may be typed, and what happens when nothing is.</param>
public sealed record OptionField(string Name, string Label, string Help)
{
    /// <summary>Its id in the page.</summary>
    public required string Id { get; init; }

    public required string Text { get; init; }

    public IReadOnlyList<string> Faults { get; init; } = [];

    public bool IsFocused { get; init; }
}
