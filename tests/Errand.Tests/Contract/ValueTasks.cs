using System.ComponentModel.DataAnnotations;
using System.Numerics;

namespace Errand.Tests.Contract;

/// <summary>Task types whose values the serializer alone would lose.</summary>
internal static class ValueTasks
{
    [Flags]
    private enum Days
    {
        Mon = 1,
        Tue = 2,
    }

    private class Figure
    {
        public string Name { get; init; } = "";
    }

    private sealed class Circle : Figure
    {
        public double Radius { get; init; }
    }

    private readonly record struct Point(double X, double Y = 7);

    private readonly record struct Ranged([Range(1, 5)] int N);

    public static void Map(ErrandApp app)
    {
        app.MapTask("extremes", (double[] values) => (values.Min(), values.Max()));
        app.MapTask("vector", (float x, float y, float z) => new Vector3(x, y, z));
        app.MapTask("factorial", (int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, i) => product * i));
        app.MapTask("figure", Figure (double radius) => new Circle { Radius = radius, Name = "c" });
        app.MapTask("zeros", (int n) => new double[n, n]);
        app.MapTask("transpose", (double[,] m) => Transpose(m));
        app.MapTask("point", (Point p, int x = 0) => p);
        app.MapTask("ranged", (Ranged ranged) => ranged);
        app.MapTask("days", (Days days) => days);
        app.MapTask("weekday", (DayOfWeek day) => day);
        app.MapTask("stream", (int n) => CountAsync(n));
        app.MapTask("stream-inside", () => new { Inside = (object)new MemoryStream() });
        app.MapTask("nothing", string () => null!);
    }

    private static double[,] Transpose(double[,] m)
    {
        double[,] transposed = new double[m.GetLength(1), m.GetLength(0)];
        for (int i = 0; i < m.GetLength(0); i++)
        {
            for (int j = 0; j < m.GetLength(1); j++)
            {
                transposed[j, i] = m[i, j];
            }
        }

        return transposed;
    }

    private static async IAsyncEnumerable<int> CountAsync(int n)
    {
        for (int i = 0; i < n; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }
}
