namespace Errand.Dashboard.Pages.Results;

/// <summary>A single value of a result.</summary>
/// <param name="Label">What it is called.</param>
/// <param name="Text">The value, digit by digit as it is stored.</param>
/// <param name="Unit">The unit of a number.</param>
/// <param name="IsNumber">Whether it is one.</param>
/// <param name="At">The pointer that leads to it.</param>
public sealed record Scalar(string Label, string Text, string? Unit, bool IsNumber, string At);
