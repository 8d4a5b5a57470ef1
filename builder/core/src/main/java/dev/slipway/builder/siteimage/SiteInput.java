package dev.slipway.builder.siteimage;

import dev.slipway.builder.flavour.Flavour;
import dev.slipway.builder.flavour.SiteContent;
import java.util.List;

/// A site that an image is wanted of. Asked by several threads at once. Whatever it says of itself names it.
public interface SiteInput {

    /// What the site is called: the name of a file without its ending.
    String name();

    /// 32 bytes that change with anything that decides the content or what is said of it, secrets included. Kept in
    /// private files only.
    byte[] fingerprint();

    /// Makes what the image brings along.
    ///
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong about the site
    SiteContent content();

    /// Checks a content that this site made.
    ///
    /// @param flavour who reads it
    /// @return what the user should know of it that does not stop the build
    /// @throws dev.slipway.builder.problem.ProblemException with what is wrong about the site
    List<Remark> check(SiteContent content, Flavour flavour);

    /// What the user should know of a site.
    ///
    /// @param where the site, and where it is written
    /// @param what the same words for every site that it is true of
    record Remark(String where, String what) {}
}
