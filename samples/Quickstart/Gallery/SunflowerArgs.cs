using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Quickstart.Gallery;

/// <summary>The arguments of the task type <c>sunflower</c>.</summary>
internal sealed record SunflowerArgs(
    [Description("How many seeds the flower has.")]
    [Range(1, 5000)]
    int Seeds = 800);
