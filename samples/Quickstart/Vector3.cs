namespace Quickstart;

/// <summary>A vector of doubles; the one in System.Numerics has single precision, too coarse for an energy balance.</summary>
internal readonly record struct Vector3(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(X * X + Y * Y + Z * Z);

    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y) && double.IsFinite(Z);

    public static Vector3 From(double[] components) => new(components[0], components[1], components[2]);

    public double[] ToArray() => [X, Y, Z];

    public Vector3 Cross(Vector3 other) => new(
        Y * other.Z - Z * other.Y,
        Z * other.X - X * other.Z,
        X * other.Y - Y * other.X);

    public static Vector3 operator +(Vector3 left, Vector3 right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static Vector3 operator -(Vector3 left, Vector3 right) => new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    public static Vector3 operator *(double factor, Vector3 vector) => new(factor * vector.X, factor * vector.Y, factor * vector.Z);
}
