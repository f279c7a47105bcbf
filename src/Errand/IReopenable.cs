namespace Errand;

/// <summary>A stream whose content can be read in two places at the same time.</summary>
internal interface IReopenable
{
    /// <summary>The same content, from its beginning. The caller disposes of it.</summary>
    Stream OpenAgain();
}
