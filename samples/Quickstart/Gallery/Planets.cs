namespace Quickstart.Gallery;

/// <summary>The planets by their mean distance from the Sun, and what Kepler's third law makes of it.</summary>
internal static class Planets
{
    /// <summary>km (exact by definition, IAU 2012).</summary>
    private const double AstronomicalUnit = 149_597_870.7;

    private const double SecondsOfYear = 365.25 * 86_400;

    // Semi-major axes in astronomical units, J2000 (Standish 1992).
    private static readonly (string Name, double Distance)[] Known =
    [
        ("Mercury", 0.38709893), ("Venus", 0.72333199), ("Earth", 1.00000011), ("Mars", 1.52366231),
        ("Jupiter", 5.20336301), ("Saturn", 9.53707032), ("Uranus", 19.19126393), ("Neptune", 30.06896348),
    ];

    public static IReadOnlyList<Planet> All() => [.. Known.Select(planet => Of(planet.Name, planet.Distance))];

    private static Planet Of(string name, double distance)
    {
        double years = Math.Pow(distance, 1.5);
        double speed = 2 * Math.PI * distance * AstronomicalUnit / (years * SecondsOfYear);
        return new Planet(name, distance, Math.Round(years, 3), Math.Round(speed, 2));
    }
}
