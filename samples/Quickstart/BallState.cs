namespace Quickstart;

/// <summary>Where the ball is (m) and how fast it moves (m/s). The z axis points up, the ground is z = 0.</summary>
internal readonly record struct BallState(Vector3 Position, Vector3 Velocity)
{
    /// <summary>Kinetic, and potential above the ground, J/kg.</summary>
    public double Energy => 0.5 * Velocity.Length * Velocity.Length + FlightForces.Gravity * Position.Z;

    public bool IsFinite => Position.IsFinite && Velocity.IsFinite;
}
