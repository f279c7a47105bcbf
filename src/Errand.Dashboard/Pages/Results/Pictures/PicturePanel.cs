namespace Errand.Dashboard.Pages.Results.Pictures;

/// <summary>A field of a picture, with one axis upwards or two: lines of one unit share one.</summary>
internal sealed class PicturePanel
{
    public List<PictureAxis> Axes { get; } = [];

    public List<(PictureLine Line, PictureAxis Axis)> Lines { get; } = [];

    public double Top { get; set; }

    public double Height { get; set; }

    public double Bottom => Top + Height;

    /// <summary>The axis whose ticks have grid lines.</summary>
    public PictureAxis Main => Axes.Find(axis => !axis.IsRight) ?? Axes[0];

    public double YOf(PictureAxis axis, double value) => Bottom - (Height * axis.ShareOf(value));
}
