namespace Quickstart;

/// <summary>What acts on a spinning ball in still air: gravity, quadratic drag and the Magnus force. The spin stays as it was at the
/// start.</summary>
internal sealed class FlightForces
{
    /// <summary>Standard gravity, m/s² (exact by definition, CGPM 1901).</summary>
    public const double Gravity = 9.80665;

    /// <summary>The standard atmosphere at sea level and 15 °C, kg/m³ (ISO 2533). The same at every height.</summary>
    public const double AirDensity = 1.225;

    private readonly double _radius;
    private readonly Vector3 _spin;
    private readonly double _dragPerMass;
    private readonly double _liftPerMass;

    /// <param name="mass">kg.</param>
    /// <param name="radius">m.</param>
    /// <param name="drag">The drag coefficient C_d; 0 for none.</param>
    /// <param name="spin">rad/s, by the right-hand rule.</param>
    public FlightForces(double mass, double radius, double drag, Vector3 spin)
    {
        // Both forces are ½ ρ A v² times a coefficient.
        double pressureArea = 0.5 * AirDensity * Math.PI * radius * radius;
        _radius = radius;
        _spin = spin;
        _dragPerMass = pressureArea * drag / mass;
        _liftPerMass = spin == default ? 0 : pressureArea / mass;
    }

    /// <summary>The acceleration of a ball that moves with this velocity, m/s².</summary>
    public Vector3 Acceleration(Vector3 velocity)
    {
        var gravity = new Vector3(0, 0, -Gravity);
        double speed = velocity.Length;
        if (speed == 0)
        {
            return gravity;
        }

        return gravity - _dragPerMass * speed * velocity + Lift(velocity, speed);
    }

    /// <summary> Along spin × velocity, so it does no work. Its coefficient is C_L = 1 / (2 + 1/S) with the spin parameter S = radius ×
    /// spin / speed: the rounded form of the fit to wind-tunnel data by A. Štěpánek, "The aerodynamics of tennis balls: the topspin lob",
    /// Am. J. Phys. 56, 138 (1988). </summary>
    private Vector3 Lift(Vector3 velocity, double speed)
    {
        if (_liftPerMass == 0)
        {
            return default;
        }

        // Only the part of the spin across the flight lifts; a rifle bullet's spin does not.
        Vector3 across = 1 / speed * _spin.Cross(velocity);

        // speed² C_L along the unit vector of `across`, written so that nothing is divided by a spin of zero.
        return _liftPerMass * (speed * speed * _radius / (speed + 2 * _radius * across.Length)) * across;
    }
}
