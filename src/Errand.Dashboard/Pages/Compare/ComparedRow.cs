namespace Errand.Dashboard.Pages.Compare;

/// <summary>A value that differs between tasks.</summary>
/// <param name="Name">Where it is: <c>dt</c>, <c>r0/2</c>.</param>
/// <param name="Cells">Its value in each task, in their order.</param>
public sealed record ComparedRow(string Name, IReadOnlyList<ComparedCell> Cells);
