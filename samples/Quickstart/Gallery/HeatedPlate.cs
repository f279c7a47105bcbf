using System.Globalization;
using Errand;

namespace Quickstart.Gallery;

/// <summary>A square plate, 0 °C cold at its edges, with a hot spot that spreads: the heat equation by explicit finite
/// differences.</summary>
internal static class HeatedPlate
{
    // A fifth of the cell a step: the method is stable up to a quarter.
    private const double Share = 0.2;

    private const int Frames = 12;
    private const double HotSpot = 100;

    /// <exception cref="OperationCanceledException">The task was cancelled.</exception>
    public static PlateResult Run(PlateArgs args, TaskContext task, CancellationToken cancellationToken)
    {
        int size = args.Cells;
        double[][] plate = WithHotSpot(size);
        double[][][] frames = new double[Frames][][];
        int steps = size * size / 40;
        for (int frame = 0; frame < Frames; frame++)
        {
            frames[frame] = [.. plate.Select(row => row.Select(value => Math.Round(value, 3)).ToArray())];
            for (int step = 0; step < steps; step++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                plate = Spread(plate, size);
            }

            task.ReportProgress((frame + 1.0) / Frames, string.Create(CultureInfo.InvariantCulture, $"picture {frame + 1} of {Frames}"));
        }

        return new PlateResult(frames, frames[^1].Max(row => row.Max()));
    }

    private static double[][] WithHotSpot(int size)
    {
        double[][] plate = [.. Enumerable.Range(0, size).Select(_ => new double[size])];
        for (int row = size / 5; row < size / 2; row++)
        {
            Array.Fill(plate[row], HotSpot, size / 4, size / 3);
        }

        return plate;
    }

    private static double[][] Spread(double[][] plate, int size)
    {
        double[][] next = [.. Enumerable.Range(0, size).Select(_ => new double[size])];
        for (int row = 1; row < size - 1; row++)
        {
            for (int column = 1; column < size - 1; column++)
            {
                double here = plate[row][column];
                double around = plate[row - 1][column] + plate[row + 1][column] + plate[row][column - 1] + plate[row][column + 1];
                next[row][column] = here + Share * (around - 4 * here);
            }
        }

        return next;
    }
}
