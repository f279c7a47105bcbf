using System.ComponentModel;
using Errand;

namespace Quickstart.Gallery;

/// <summary>The result of the task type <c>plate</c>.</summary>
internal sealed record PlateResult(
    [property: Description("The temperature of each cell, at twelve instants: instant, row, column."), Unit("°C")]
    IReadOnlyList<double[][]> Temperature,

    [property: Description("The highest temperature at the end."), Unit("°C")]
    double Warmest);
