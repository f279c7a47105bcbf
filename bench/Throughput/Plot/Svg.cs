using System.Globalization;
using System.Xml.Linq;

namespace Throughput;

/// <summary>The elements of SVG that the plot is made of, with coordinates to a tenth.</summary>
internal static class Svg
{
    private static readonly XNamespace Namespace = "http://www.w3.org/2000/svg";

    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    public static XAttribute Class(string name) => new("class", name);

    public static XElement Text(string style, double x, double y, string text) =>
        Element("text", Class(style), At("x", x), At("y", y), text);

    public static XElement Line(string style, double x1, double y1, double x2, double y2) =>
        Element("line", Class(style), At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2));

    public static XElement Path(string style, IEnumerable<(double X, double Y)> points) =>
        Element("polyline", Class(style), new XAttribute(
            "points", string.Join(' ', points.Select(point => $"{Number(point.X)},{Number(point.Y)}"))));

    public static XElement Rectangle(string style, double x, double y, double width, double height) =>
        Element("rect", Class(style), At("x", x), At("y", y), At("width", width), At("height", height));

    public static XElement Circle(string style, double x, double y, double radius, params object?[] content) =>
        Element("circle", Class(style), At("cx", x), At("cy", y), At("r", radius), content);

    public static XElement Group(double x, double y, params object?[] content) =>
        Element("g", new XAttribute("transform", $"translate({Number(x)} {Number(y)})"), content);

    public static XAttribute At(string name, double value) => new(name, Number(value));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
