using System.ComponentModel;
using Errand;

namespace Quickstart.Gallery;

/// <summary>A row of the result of the task type <c>planets</c>.</summary>
internal sealed record Planet(
    [property: Description("Its name.")]
    string Name,

    [property: Description("Mean distance from the Sun, astronomical units."), Unit("AU")]
    double Distance,

    [property: Description("Time of one revolution, years."), Unit("years")]
    double Period,

    [property: Description("Mean speed, km/s."), Unit("km/s")]
    double Speed);
