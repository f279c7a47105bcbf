using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Quickstart.Gallery;

/// <summary>The arguments of the task type <c>plate</c>.</summary>
internal sealed record PlateArgs(
    [Description("How many cells the plate has along each side.")]
    [Range(16, 400)]
    int Cells = 120);
