using Quickstart;

namespace Errand.Tests.Quickstart;

public sealed class DragTests
{
    [Fact]
    public void The_method_converges_with_the_fourth_order()
    {
        // Height 1 km: the end of the flight takes the whole way to err.
        TrajectoryArgs args = Flights.InAir with { R0 = [0, 0, 1000], V0 = [60, 0, 30], Spin = [0, -100, 30] };
        TrajectoryResult exact = Flights.Fly(args with { Dt = 0.001 });

        double Error(double dt) => Flights.Fly(args with { Dt = dt }).R[^1].Zip(exact.R[^1], (a, b) => Math.Abs(a - b)).Sum();

        // Half the step is a sixteenth of the error.
        Assert.InRange(Math.Log2(Error(0.1) / Error(0.05)), 3.8, 4.2);
        Assert.InRange(Math.Log2(Error(0.05) / Error(0.025)), 3.8, 4.2);
    }

    [Fact]
    public void Apex_and_range_hardly_depend_on_the_step()
    {
        TrajectoryResult coarse = Flights.Fly(Flights.InAir with { Dt = 0.1 });
        TrajectoryResult fine = Flights.Fly(Flights.InAir with { Dt = 0.001 });

        Assert.Equal(fine.Apex, coarse.Apex, 1e-5);
        Assert.Equal(fine.Range, coarse.Range, 1e-4);
    }

    [Fact]
    public void Energy_falls_with_every_step()
    {
        TrajectoryResult flight = Flights.Fly(Flights.InAir with { Spin = [50, -200, 0] });

        double[] energies = Enumerable.Range(0, flight.T.Count).Select(i => Flights.Energy(flight.R[i], flight.V[i])).ToArray();
        Assert.True(energies.Zip(energies.Skip(1)).All(pair => pair.Second < pair.First));
        Assert.Equal(energies[^1] / energies[0] - 1, flight.EnergyDrift, 1e-12);
    }

    [Fact]
    public void A_long_fall_reaches_the_terminal_velocity()
    {
        TrajectoryResult flight = Flights.Fly(Flights.InAir with { R0 = [0, 0, 2000], V0 = [0, 0, 0] });

        // Weight = drag: m g = ½ ρ C_d A v².
        double terminal = Math.Sqrt(2 * 0.057 * Flights.Gravity / (1.225 * 0.5 * Math.PI * 0.033 * 0.033));
        Assert.Equal(-terminal, flight.V[^1][2], 1e-9);
    }

    [Fact]
    public void A_fall_follows_the_closed_form_of_quadratic_drag()
    {
        TrajectoryResult flight = Flights.Fly(Flights.InAir with { R0 = [0, 0, 50], V0 = [0, 0, 0] });

        double terminal = Math.Sqrt(2 * 0.057 * Flights.Gravity / (1.225 * 0.5 * Math.PI * 0.033 * 0.033));
        Assert.All(Enumerable.Range(0, flight.T.Count), i =>
            Assert.Equal(-terminal * Math.Tanh(Flights.Gravity * flight.T[i] / terminal), flight.V[i][2], 1e-8));
    }

    [Fact]
    public void Drag_shortens_the_flight_and_lowers_it()
    {
        (TrajectoryResult? air, TrajectoryResult? vacuum) = (Flights.Fly(Flights.InAir), Flights.Fly(Flights.Thrown));

        Assert.True(air.Range < vacuum.Range);
        Assert.True(air.Apex < vacuum.Apex);
    }
}
