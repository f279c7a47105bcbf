using System.Globalization;
using System.Text;

namespace Quickstart.Gallery;

/// <summary>Draws the seeds of a sunflower: each is the golden angle further than the one before, at a distance that grows with the square
/// root of its number (H. Vogel, "A better way to construct the sunflower head", Math. Biosci. 44, 179, 1979).</summary>
internal static class Sunflower
{
    private const int Size = 480;

    private static readonly double GoldenAngle = Math.PI * (3 - Math.Sqrt(5));

    public static SunflowerResult Draw(SunflowerArgs args)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Size}\" height=\"{Size}\" viewBox=\"-1 -1 2 2\">");
        svg.Append("<rect x=\"-1\" y=\"-1\" width=\"2\" height=\"2\" fill=\"#fffdf5\"/>");
        for (int seed = 1; seed <= args.Seeds; seed++)
        {
            double distance = 0.95 * Math.Sqrt((double)seed / args.Seeds);
            double angle = seed * GoldenAngle;
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<circle cx=\"{distance * Math.Cos(angle):0.####}\" cy=\"{distance * Math.Sin(angle):0.####}\" r=\"{0.7 / Math.Sqrt(args.Seeds):0.####}\" fill=\"hsl({40 - 20 * distance:0},80%,{35 + 20 * distance:0}%)\"/>");
        }

        svg.Append("</svg>");
        return new SunflowerResult("image/svg+xml", Encoding.UTF8.GetBytes(svg.ToString()));
    }
}
