using Quickstart;

namespace Errand.Tests.Quickstart;

public sealed class MagnusTests
{
    private static readonly TrajectoryArgs AlongX = Flights.Thrown with { R0 = [0, 0, 1], V0 = [30, 0, 5] };

    [Fact]
    public void Backspin_lifts_and_topspin_presses_down()
    {
        // By the right-hand rule the top of a ball that flies along x moves backwards when it turns about -y.
        TrajectoryResult backspin = Flights.Fly(AlongX with { Spin = [0, -200, 0] });
        TrajectoryResult topspin = Flights.Fly(AlongX with { Spin = [0, 200, 0] });
        TrajectoryResult none = Flights.Fly(AlongX);

        Assert.True(topspin.Apex < none.Apex && none.Apex < backspin.Apex);
        Assert.True(topspin.T[^1] < none.T[^1] && none.T[^1] < backspin.T[^1]);
        Assert.Equal(0, backspin.R[^1][1]);
    }

    [Fact]
    public void Sidespin_bends_the_flight_to_the_side_that_the_front_turns_to()
    {
        // About +z, seen from above counter-clockwise, the front of the ball turns to +y: a left-hander's curve.
        Assert.True(Flights.Fly(AlongX with { Spin = [0, 0, 200] }).R[^1][1] > 1);
        Assert.True(Flights.Fly(AlongX with { Spin = [0, 0, -200] }).R[^1][1] < -1);
    }

    [Fact]
    public void It_does_no_work()
    {
        TrajectoryResult flight = Flights.Fly(AlongX with { Dt = 0.001, Spin = [20, -300, 100] });

        Assert.InRange(flight.EnergyDrift, -1e-10, 1e-10);
    }

    [Fact]
    public void A_spin_along_the_flight_lifts_nothing()
    {
        var forces = new FlightForces(0.057, 0.033, 0, new Vector3(500, 0, 0));

        Assert.Equal(new Vector3(0, 0, -Flights.Gravity), forces.Acceleration(new Vector3(30, 0, 0)));
    }

    [Fact]
    public void The_lift_follows_the_published_fit()
    {
        var forces = new FlightForces(0.057, 0.033, 0, new Vector3(0, -300, 0));

        double lift = forces.Acceleration(new Vector3(30, 0, 0)).Z + Flights.Gravity;

        double spinParameter = 0.033 * 300 / 30;
        double coefficient = 1 / (2 + 1 / spinParameter);
        Assert.Equal(0.5 * 1.225 * Math.PI * 0.033 * 0.033 * coefficient * 30 * 30 / 0.057, lift, 1e-12);
    }

    [Fact]
    public void A_ball_at_rest_feels_its_weight_only()
    {
        var forces = new FlightForces(0.057, 0.033, 0.5, new Vector3(0, -300, 0));

        Assert.Equal(new Vector3(0, 0, -Flights.Gravity), forces.Acceleration(default));
    }
}
