namespace Quickstart;

/// <summary>Collects a flight state by state.</summary>
internal sealed class FlightRecord(FlightPlan plan)
{
    private readonly List<double> _instants = [];
    private readonly List<double[]> _positions = [];
    private readonly List<double[]> _velocities = [];
    private double _apex = plan.Start.Position.Z;

    public void Add(double instant, BallState state)
    {
        _instants.Add(instant);
        _positions.Add(state.Position.ToArray());
        _velocities.Add(state.Velocity.ToArray());
        SawHeight(state.Position.Z);
    }

    public void SawHeight(double height) => _apex = Math.Max(_apex, height);

    public TrajectoryResult Result(BallState landing)
    {
        Vector3 way = landing.Position - plan.Start.Position;
        double before = plan.Start.Energy;

        // A ball that rests on the ground has no energy to drift from.
        double drift = before == 0 ? 0 : (landing.Energy - before) / before;
        return new TrajectoryResult(_instants, _positions, _velocities, _apex, Math.Sqrt(way.X * way.X + way.Y * way.Y), drift);
    }
}
