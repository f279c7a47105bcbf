using Quickstart;

namespace Errand.Tests.Quickstart;

/// <summary>Without air the flight is Galilei's parabola, known in closed form.</summary>
public sealed class ParabolaTests
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.37)]
    [InlineData(60.0)]
    public void The_flight_is_the_closed_form_whatever_the_step(double dt)
    {
        TrajectoryResult flight = Flights.Fly(Flights.Thrown with { Dt = dt });

        for (int i = 0; i < flight.T.Count; i++)
        {
            double t = flight.T[i];
            Assert.Equal(1 + 12 * t, flight.R[i][0], 1e-9);
            Assert.Equal(-2 + 5 * t, flight.R[i][1], 1e-9);
            Assert.Equal(20 * t - 0.5 * Flights.Gravity * t * t, flight.R[i][2], 1e-9);
            Assert.Equal([12, 5], flight.V[i][..2]);
            Assert.Equal(20 - Flights.Gravity * t, flight.V[i][2], 1e-9);
        }
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.37)]
    [InlineData(60.0)]
    public void Flight_time_apex_and_range_do_not_depend_on_the_step(double dt)
    {
        TrajectoryResult flight = Flights.Fly(Flights.Thrown with { Dt = dt });

        double time = 2 * 20 / Flights.Gravity;
        Assert.Equal(time, flight.T[^1], 1e-9);
        Assert.Equal(20 * 20 / (2 * Flights.Gravity), flight.Apex, 1e-9);
        Assert.Equal(13 * time, flight.Range, 1e-9);
    }

    [Fact]
    public void A_fall_from_a_tower_starts_at_its_apex()
    {
        TrajectoryResult flight = Flights.Fly(Flights.Thrown with { R0 = [0, 0, 100], V0 = [0, 0, 0] });

        Assert.Equal(100, flight.Apex);
        Assert.Equal(0, flight.Range);
        Assert.Equal(Math.Sqrt(2 * 100 / Flights.Gravity), flight.T[^1], 1e-9);
    }

    [Fact]
    public void Energy_is_conserved()
    {
        TrajectoryResult flight = Flights.Fly(Flights.Thrown with { R0 = [0, 0, 3], Dt = 1e-4 });

        Assert.InRange(flight.EnergyDrift, -1e-11, 1e-11);
        Assert.All(Enumerable.Range(0, flight.T.Count), i =>
            Assert.Equal(1, Flights.Energy(flight.R[i], flight.V[i]) / Flights.Energy(flight.R[0], flight.V[0]), 1e-11));
    }

    [Fact]
    public void Mass_and_radius_do_not_matter()
    {
        TrajectoryResult light = Flights.Fly(Flights.Thrown);
        TrajectoryResult heavy = Flights.Fly(Flights.Thrown with { Mass = 7, Radius = 2, Spin = [0, 0, 0] });

        Assert.Equivalent(light, heavy, strict: true);
    }

    [Fact]
    public void The_last_instant_is_the_landing_on_the_ground()
    {
        TrajectoryResult flight = Flights.Fly(Flights.Thrown);

        Assert.Equal(0, flight.R[^1][2]);
        Assert.All(flight.R.Skip(1).SkipLast(1), r => Assert.True(r[2] > 0));
        Assert.Equal(flight.T.Count, flight.R.Count);
        Assert.Equal(flight.T.Count, flight.V.Count);
        Assert.True(flight.T.Zip(flight.T.Skip(1)).All(pair => pair.First < pair.Second));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-3.0)]
    public void A_ball_that_lies_on_the_ground_stays_there(double speedUp)
    {
        TrajectoryResult flight = Flights.Fly(Flights.Thrown with { R0 = [4, 5, 0], V0 = [0, 0, speedUp] });

        Assert.Equal((0, 0, 0, 0), (flight.T[^1], flight.Apex, flight.Range, flight.EnergyDrift));
    }
}
